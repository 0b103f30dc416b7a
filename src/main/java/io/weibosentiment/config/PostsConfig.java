package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that tell of posts: whose they are, when they were made, how many like them, what they say.
 *
 * @param paths files, folders, globs and tables of a catalog; empty: those that the preset finds beside the comments
 * @param preset the columns of the fields; empty: the preset of the comments
 * @param columns the column of each field, as configured (the preset's are not in it)
 * @param pathPatterns for fields read from the file's path: an expression whose group 1 is the value
 */
public record PostsConfig(
        List<String> paths, Optional<Preset> preset, Map<Field, String> columns, Map<Field, Pattern> pathPatterns) {

    public static final Key<List<String>> PATHS = key("input.posts.paths")
            .listOf("files, folders, globs and tables", "an empty path")
            .flag(
                    "--posts",
                    "PATH",
                    "Files, or table:NAME, of posts (blogger, time, likes, text), joined to the comments by post id; can be"
                            + " repeated."
                            + " Presets of crawlers find them beside the comments.");

    public static final Key<Optional<Preset>> PRESET =
            key("input.posts.preset").optional(text -> ValueParsers.constant(Preset.class, text), Names::of);

    public static final Map<Field, Key<Optional<String>>> COLUMNS = Key.perField(
            Field.OF_POSTS, field -> key("input.posts.columns." + field.key()).optionalText());

    public static final Map<Field, Key<Optional<Pattern>>> PATH_PATTERNS = Key.perField(
            List.of(Field.BLOGGER_ID, Field.CRAWL_TIME),
            field -> key("input.posts.path-patterns." + field.key())
                    .optional(ValueParsers::patternWithGroup, Pattern::pattern));

    /** No files of posts but those that the preset finds. */
    public static final PostsConfig NONE = new PostsConfig(List.of(), Optional.empty(), Map.of(), Map.of());

    public PostsConfig {
        paths = List.copyOf(paths);
        columns = Map.copyOf(columns);
        pathPatterns = Map.copyOf(pathPatterns);
    }

    static PostsConfig of(Key.Values values) {
        return new PostsConfig(
                values.get(PATHS), values.get(PRESET), Key.given(COLUMNS, values), Key.given(PATH_PATTERNS, values));
    }
}
