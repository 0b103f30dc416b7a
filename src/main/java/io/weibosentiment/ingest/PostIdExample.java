package io.weibosentiment.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Shows, with the user's own file names, how a file's path can say which post its comments are on. */
final class PostIdExample {

    private static final String OPTION = "--set 'input.path-patterns.post-id=";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern MAYBE_ID =
            Pattern.compile("(?<![0-9A-Za-z])(?:[0-9]{16}|[0-9A-Za-z]{9})(?![0-9A-Za-z])");

    private PostIdExample() {}

    /** What to do where {@code file} has no column with the post's id. */
    static String of(Path file) {
        String name = file.getName();
        Matcher id = MAYBE_ID.matcher(name);
        if (id.find()) {
            String pattern =
                    quoted(name.substring(0, id.start())) + "([0-9A-Za-z]+)" + quoted(name.substring(id.end()));
            return "and " + id.group() + " is the id of this one's, give " + OPTION + "/" + pattern + "$'";
        }
        return "put it into a folder named by the post's id, such as 4900123456789012/" + name + ", and give " + OPTION
                + "/([0-9A-Za-z]+)/" + quoted(name) + "$'";
    }

    /** {@code text} as an expression in which any number may stand for a number. */
    private static String quoted(String text) {
        String escaped = text.replaceAll("[\\\\.^$|?*+()\\[\\]{}]", "\\\\$0");
        return NUMBER.matcher(escaped).replaceAll("[0-9]+");
    }
}
