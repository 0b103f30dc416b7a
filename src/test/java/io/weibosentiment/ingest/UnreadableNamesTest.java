package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.files.FileNameEncoding;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each look is taken by a Java of its own, as it is the locale at its start that counts. */
class UnreadableNamesTest {

    @TempDir
    Path dir;

    /** Prints the problem of {@code path}. */
    public static void main(String[] path) throws IOException {
        System.out.println(problem(path[0], ".csv").orElse("none"));
    }

    private static Optional<String> problem(String written, String suffix) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(written);
        Optional<String> misread = FileNameEncoding.misread(path);
        if (misread.isPresent()) {
            return misread;
        }
        FileTree tree = new FileTree(new Configuration(), false);
        try {
            tree.add(path);
        } catch (FileNotFoundException e) {
            assertThat(e).hasMessageContaining("no file or folder has this name");
        }
        return FileNameEncoding.problem(path, tree.unreadable(), name -> name.endsWith(suffix));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    locale      | path     | problem
                    C.UTF-8     | crawl    | none
                    xx_XX.UTF-8 | crawl    | has 2 files or folders
                    C           | crawl    | has 2 files or folders
                    C           | crawl/*  | has 2 files or folders
                    C           | crawl/*v | has 1 file or folder
                    C           | c*/微*/* | is not what was typed
                    C           | */       | has 2 files or folders
                    C           | plain    | none
                    """, useHeadersInDisplayName = true)
    void finds_what_the_locale_cannot_read(String locale, String path, String problem) throws Exception {
        shell("mkdir -p crawl/微博 plain; touch crawl/微博/a.csv crawl/评论.csv crawl/图.jpg crawl/plain.csv plain/a.csv");

        String answer = look(locale, path);

        assertThat(answer).contains(problem);
        if (!problem.equals("none")) {
            assertThat(answer).contains("LC_ALL=C.UTF-8", "locale -a").doesNotContain("plain.csv", ".jpg");
        }
    }

    @Test
    void finds_names_in_another_encoding() throws Exception {
        shell("mkdir crawl; touch crawl/$'\\xc6\\xc0\\xc2\\xdb.csv' crawl/$'replaced\\xef\\xbf\\xbd.csv'");

        assertThat(look("C.UTF-8", "crawl"))
                .contains("has 1 file or folder", "encoding UTF-8", "convmv")
                .doesNotContain("LC_ALL");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "*", "src/*/*.none", "no/such/folder"})
    void finds_nothing_where_names_are_plain_or_nothing_is_there(String path) throws IOException {
        assertThat(problem(path, ".java")).isEmpty();
    }

    @Test
    void says_when_the_path_itself_was_not_understood() throws Exception {
        assertThat(look("C", "评论")).contains("is not what was typed", "LC_ALL=C.UTF-8");
    }

    private String look(String locale, String path) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UnreadableNamesTest.class.getName(),
                dir.resolve(path).toString()));
        ProcessBuilder java = new ProcessBuilder("bash", "-c", "exec \"$@\" 2>/dev/null", "look");
        java.command().addAll(command);
        java.environment().put("LC_ALL", locale);
        return output(java);
    }

    private void shell(String commands) throws Exception {
        Path script = Files.writeString(dir.resolve("script"), commands);
        output(new ProcessBuilder("bash", script.toString()).directory(dir.toFile()));
    }

    private static String output(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
