package io.weibosentiment.cluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Invented comments for tests, as JSON Lines with columns of their own; the same arguments make the same file. */
final class Crawl {

    private static final String[] WORDS = {
        "今天", "天气", "真好", "地铁", "终于", "通车", "太挤", "了", "谁", "批的", "支持", "反对", "不错", "失望", "[允悲]", "哈哈", "明天", "再说"
    };
    private static final LocalDateTime START = LocalDateTime.parse("2025-03-04T10:00:00");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Crawl() {}

    /** The command that scores {@code input} in float32 and writes to {@code output}; more options may follow. */
    static List<String> score(String input, String output, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("score", "--input", input, "--output", output, "--precision", "float32"));
        for (String column : List.of(
                "blogger-id=blogger", "post-id=post", "comment-id=id", "user-id=user", "text=text", "likes=likes")) {
            arguments.addAll(List.of("--set", "input.columns." + column));
        }
        arguments.addAll(List.of("--set", "input.columns.comment-time=time"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Writes comments on four posts of two bloggers. */
    static Path write(Path file, int comments, int texts) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int comment = 0; comment < comments; comment++) {
                out.write(line("p" + comment % 4, comment, text(comment % texts)));
            }
        }
        return file;
    }

    /** A line with one comment and its line feed; the time and the likes follow from its number. */
    static String line(String post, long id, String text) {
        return line(post, id, text, WRITTEN.format(START.plusMinutes(id % 20_000)));
    }

    /** A line with one comment of {@code time} and its line feed. */
    static String line(String post, long id, String text, String time) {
        return "{\"blogger\":\"b" + Math.abs(post.hashCode() % 2) + "\",\"post\":\"" + post + "\",\"id\":\"" + id
                + "\",\"user\":\"u" + id + "\",\"text\":\"" + text + "\",\"time\":\"" + time + "\",\"likes\":" + id % 7
                + "}\n";
    }

    /** A text of five to nine words. */
    static String text(int number) {
        StringBuilder text = new StringBuilder();
        int rest = number;
        for (int word = 0; word < 5 + number % 5; word++) {
            text.append(WORDS[rest % WORDS.length]);
            rest = rest / WORDS.length + word;
        }
        return text.append(number).toString();
    }
}
