package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.util.Optional;

/**
 * Which rows of a catalog's tables are read, as SQL conditions over their columns.
 *
 * @param comments of tables of comments; empty: all
 * @param posts of tables of posts; empty: all
 */
public record TableFilters(Optional<String> comments, Optional<String> posts) {

    public static final Key<Optional<String>> COMMENTS = key("input.where")
            .optionalText()
            .flag(
                    "--where",
                    "CONDITION",
                    "Which rows of the tables given with --input table:NAME are read, in SQL over their columns, such as"
                            + " \"dt >= '2023-01-01'\".");

    public static final Key<Optional<String>> POSTS = key("input.posts.where").optionalText();

    /** All rows. */
    public static final TableFilters NONE = new TableFilters(Optional.empty(), Optional.empty());

    static TableFilters of(Key.Values values) {
        return new TableFilters(values.get(COMMENTS), values.get(POSTS));
    }
}
