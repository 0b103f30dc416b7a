package io.weibosentiment.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * What the head of a page says of itself.
 *
 * @param run the run that it shows
 * @param language its language
 */
public record ShownRun(String run, Language language) {

    /** All of it is in the first bytes of the file. */
    private static final int HEAD = 2048;

    private static final Pattern OF = Pattern.compile(
            "<html lang=\"([^\"]+)\">.*<meta name=\"weibo-sentiment-run\" content=\"([^\"]*)\">", Pattern.DOTALL);

    /**
     * The run that the page {@code file} shows; empty if there is no such file, or it is no page.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<ShownRun> in(Path file, Configuration hadoop) throws IOException {
        try (FSDataInputStream page = file.getFileSystem(hadoop).open(file)) {
            String head = new String(page.readNBytes(HEAD), StandardCharsets.UTF_8);
            return Optional.of(OF.matcher(head)).filter(Matcher::find).map(ShownRun::of);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static ShownRun of(Matcher head) {
        Language language = Arrays.stream(Language.values())
                .filter(one -> one.tag().equals(head.group(1)))
                .findFirst()
                .orElse(Language.EN);
        return new ShownRun(head.group(2), language);
    }
}
