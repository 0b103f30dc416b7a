package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The posts that count; comments on others are read, counted and left out.
 *
 * @param topic what a post's text or topics must contain
 * @param bloggers the ids of the bloggers; empty: all
 */
public record PostSelection(Optional<Pattern> topic, List<String> bloggers) {

    public static final Key<Optional<Pattern>> TOPIC = key("input.only.topic")
            .optional(ValueParsers::pattern, Pattern::pattern)
            .flag(
                    "--topic",
                    "REGEX",
                    "Takes only posts whose text or hashtags this regular expression finds something in, such as"
                            + " '华为|huawei'.");

    public static final Key<List<String>> BLOGGERS = key("input.only.bloggers")
            .listOf("ids of bloggers", "an empty id")
            .flag("--blogger", "ID", "Takes only the posts of these bloggers; can be repeated.");

    /** All posts. */
    public static final PostSelection ALL = new PostSelection(Optional.empty(), List.of());

    public PostSelection {
        bloggers = List.copyOf(bloggers);
    }

    static PostSelection of(Key.Values values) {
        return new PostSelection(values.get(TOPIC), values.get(BLOGGERS));
    }

    /** Whether every post counts. */
    public boolean isAll() {
        return topic.isEmpty() && bloggers.isEmpty();
    }
}
