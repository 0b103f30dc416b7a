package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class RecordReaderTest {

    private static final Map<Field, String> COLUMNS = Map.of(
            Field.POST_ID, "post",
            Field.COMMENT_ID, "id",
            Field.USER_ID, "user",
            Field.TEXT, "text",
            Field.COMMENT_TIME, "time",
            Field.LIKES, "likes",
            Field.CRAWL_TIME, "crawl",
            Field.POST_LIKES, "post_likes");

    @TempDir
    private Path folder;

    private static TestInput input(Path... paths) {
        return TestInput.of(Preset.NONE, paths).withColumns(COLUMNS);
    }

    /** The rows of files that need not have every column. */
    private static IngestedRows staged(Path... paths) {
        return input(paths).staged(Set.of(Field.POST_ID, Field.COMMENT_TIME));
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private static String row(int i) {
        return "{\"post\":\"p\",\"id\":\"" + i + "\",\"text\":\"文字" + i + "\",\"time\":\"2023-09-09 20:15\"}";
    }

    private static String row(String post, String id, String likes, String crawl, String text) {
        return "{\"post\":\"" + post + "\",\"id\":" + id + ",\"likes\":" + likes + ",\"crawl\":" + crawl
                + ",\"text\":\"" + text + "\",\"time\":\"2023-09-09 20:15\"}";
    }

    private static List<String> kept(IngestedRows staged) {
        return TestInput.settled(staged)
                .select(Columns.POST_ID, Columns.COMMENT_ID, Columns.LIKES, Columns.TEXT, Columns.COPIES)
                .collectAsList()
                .stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
    }

    @Test
    void keeps_the_latest_crawl_then_the_most_likes() throws IOException {
        Path input = write(
                "a.jsonl",
                row("p", "\"1\"", "9", "\"2023-09-10\"", "字<i></i>"),
                row("p", "\"1\"", "3", "\"2023-09-12\"", "字"),
                row("p", "\"1\"", "99", "null", "<b>字</b>"),
                row("q", "\"1\"", "1", "null", "other post"),
                row("p", "\"2\"", "4", "null", "多 少"),
                row("p", "\"2\"", "null", "null", "多少 "),
                row("p", "\"2\"", "5", "null", "多少"),
                row("p", "null", "1", "null", "same"),
                row("p", "null", "2", "null", "same"),
                row("p", "null", "2", "null", "same "));
        IngestedRows staged = staged(input);
        assertThat(kept(staged))
                .containsExactly(
                        "p|1|3|字|3", "p|2|5|多少|3", "p|null|2|same |1", "p|null|2|same|2", "q|1|1|other post|1");
        assertThat(staged.counts()).isEqualTo(new IngestCounts(10, 5, 5, 0, Map.of()));
    }

    @Test
    void gives_the_same_rows_however_they_are_cut() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(row("p", "\"" + i % 50 + "\"", Integer.toString(i % 3), "null", "t" + i % 50 + " ".repeat(i % 3)));
        }
        write("one.jsonl", rows.toArray(String[]::new));
        List<String> whole = kept(staged(folder.resolve("one.jsonl")));
        for (int i = 0; i < 3; i++) {
            write(
                    "part" + i + ".jsonl",
                    rows.subList(200 - i * 100, 300 - i * 100).toArray(String[]::new));
        }
        assertThat(kept(staged(folder.resolve("part*")))).isEqualTo(whole).hasSize(50);
    }

    @Test
    void settles_a_posts_likes_over_all_its_rows_and_copies() throws IOException {
        Path input = write(
                "a.jsonl",
                "{\"post\":\"p\",\"id\":1,\"likes\":5,\"post_likes\":\"10\",\"time\":\"2023-09-09\"}",
                "{\"post\":\"p\",\"id\":1,\"likes\":4,\"post_likes\":\"30\",\"time\":\"2023-09-09\"}",
                "{\"post\":\"p\",\"id\":2,\"likes\":NaN,\"post_likes\":NaN,\"time\":\"2023-09-09\"}",
                "{\"post\":\"q\",\"id\":1,\"post_likes\":90,\"crawl\":\"2023-09-10\",\"time\":\"2023-09-09\"}",
                "{\"post\":\"q\",\"id\":2,\"post_likes\":80,\"crawl\":\"2023-09-11\",\"time\":\"2023-09-09\"}");
        List<Row> rows = TestInput.settled(staged(input))
                .groupBy(Columns.POST_ID, Columns.POST_LIKES)
                .count()
                .orderBy(Columns.POST_ID)
                .collectAsList();
        assertThat(rows).extracting(row -> row.mkString("|")).containsExactly("p|30|2", "q|80|2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.jsonl",
                "a.jsonl.gz",
                "a.jsonl.gzip",
                "a.jsonl.bz2",
                "a.jsonl.deflate",
                "a.jsonl.zst",
                "a.jsonl.xz"
            })
    void reads_every_line_once_whatever_the_compression_and_splits(String name) throws IOException {
        int lines = 30_000;
        Path file = folder.resolve(name);
        Configuration hadoop = new Configuration();
        try (OutputStream out = compressed(file, hadoop)) {
            IntStream.range(0, lines).forEach(i -> writeLine(out, row(i)));
        }
        IngestedRows staged = staged(file);
        assertThat(staged.counts()).isEqualTo(new IngestCounts(lines, lines, 0, 0, Map.of()));
        assertThat(linesInSmallSplits(file, hadoop)).isEqualTo(lines);
    }

    private static OutputStream compressed(Path file, Configuration hadoop) throws IOException {
        if (file.toString().endsWith(".zst")) {
            return new ZstdOutputStream(Files.newOutputStream(file));
        }
        if (file.toString().endsWith(".xz")) {
            return new XZOutputStream(Files.newOutputStream(file), new LZMA2Options());
        }
        if (file.toString().endsWith(".gzip")) {
            return new GZIPOutputStream(Files.newOutputStream(file));
        }
        var codec = new CompressionCodecFactory(hadoop).getCodec(new org.apache.hadoop.fs.Path(file.toString()));
        OutputStream out = Files.newOutputStream(file);
        return codec == null ? out : codec.createOutputStream(out);
    }

    private static void writeLine(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long linesInSmallSplits(Path file, Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        boolean splits = file.toString().endsWith("jsonl") || file.toString().endsWith("bz2");
        long size = Files.size(file);
        long step = splits ? size / 7 + 1 : size;
        long lines = 0;
        for (long start = 0; start < size; start += step) {
            try (LineSource source = splits
                    ? new LineSource(path, start, Math.min(step, size - start), hadoop)
                    : new LineSource(path, new FileStream(path, head -> StandardCharsets.UTF_8, hadoop), hadoop)) {
                while (source.next().isPresent()) {
                    lines++;
                }
            }
        }
        return lines;
    }

    @Test
    void puts_small_files_into_one_split_and_reads_a_file_once() throws IOException {
        for (int i = 0; i < 100; i++) {
            write("f" + i + ".jsonl", row(i));
        }
        FileTree tree = new FileTree(new Configuration(), false);
        tree.add(new org.apache.hadoop.fs.Path(folder.toUri()));
        List<FileStatus> files = tree.files();

        assertThat(HadoopFiles.splits(files, file -> true, 1 << 20, new Configuration()))
                .hasSize(1);
        assertThat(staged(folder, folder.resolve("f1*.jsonl")).counts().read()).isEqualTo(100);
    }

    @Test
    void rejects_what_is_no_record_and_reads_on() throws IOException {
        String deep = "{\"a\":".repeat(100_000);
        Path input = write(
                "a.jsonl",
                row(1),
                deep,
                "{\"post\":\"p\"",
                "[1]",
                "",
                "{\"post\":\"p\",\"text\":{\"a\":1},\"time\":\"2023-09-09\"}",
                row(2) + row(3),
                row("p", "\"long\"", "1", "null", "长".repeat(700_000)),
                "x".repeat(5 << 20),
                row(4));
        IngestedRows staged = staged(input);
        assertThat(staged.counts()).isEqualTo(new IngestCounts(9, 3, 0, 6, Map.of("malformed", 6L)));
        List<Row> rejected = staged.rejected().collectAsList();
        assertThat(rejected).allMatch(row -> row.<String>getAs(Columns.RAW).length() <= RawExcerpt.MAX_CHARS);
        assertThat(rejected)
                .anyMatch(row -> row.<String>getAs(Columns.DETAIL).contains("a line of 5242880 bytes")
                        || row.<String>getAs(Columns.DETAIL).contains("a line of 5242881 bytes"));
    }

    @Test
    void rejects_bytes_that_are_no_text_in_the_encoding() throws IOException {
        Path input = folder.resolve("a.jsonl");
        Files.writeString(input, "\uFEFF" + row(1) + "\n");
        Files.write(
                input, new byte[] {'{', (byte) 0xb0, (byte) 0xa1, '}', '\n'}, java.nio.file.StandardOpenOption.APPEND);
        IngestedRows staged = staged(input);
        assertThat(staged.counts()).isEqualTo(new IngestCounts(2, 1, 0, 1, Map.of("not_decodable", 1L)));
        assertThat(staged.rejected().first().<String>getAs(Columns.RAW)).startsWith("{\uFFFD");
    }

    @Test
    void swallows_nothing_after_a_stray_quote() throws IOException {
        List<String> lines = new ArrayList<>(List.of("post,id,text,time,user,likes,crawl,post_likes"));
        for (int i = 0; i < 2000; i++) {
            lines.add("p," + i + "," + (i == 500 || i == 700 ? "\"" : "") + "文,2023-09-09,u,1,,");
        }
        lines.add("p,last,\"one\ntwo, \"\"three\"\"\",2023-09-09,u,1,,");
        Path input = write("a.csv", lines.toArray(String[]::new));
        IngestedRows staged = staged(input);
        assertThat(staged.counts()).isEqualTo(new IngestCounts(2001, 1999, 0, 2, Map.of("malformed", 2L)));
        assertThat(staged.rejected().first().<String>getAs(Columns.RAW)).isEqualTo("p,500,\"文,2023-09-09,u,1,,");
        assertThat(kept(staged)).contains("p|last|1|one\ntwo, \"three\"|1");
    }

    @Test
    void rejects_every_row_of_a_file_without_the_header_it_needs() throws IOException {
        write("a.csv", "post,id,text,time,user,likes,crawl,post_likes", "p,1,文,2023-09-09,u,1,,");
        write("b.csv", "p,2,文,2023-09-09,u,1,,", "p,3,文,2023-09-09,u,1,,");
        assertThat(staged(folder).counts()).isEqualTo(new IngestCounts(3, 1, 0, 2, Map.of("malformed", 2L)));
    }

    @Test
    void names_the_file_that_is_cut_off() throws IOException {
        Path file = folder.resolve("cut.jsonl.gz");
        try (OutputStream out = compressed(file, new Configuration())) {
            IntStream.range(0, 5000).forEach(i -> writeLine(out, row(i * 7919)));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        Assertions.assertThatThrownBy(() -> staged(file))
                .isInstanceOf(SparkException.class)
                .hasStackTraceContaining("cannot read on in file:" + file)
                .hasStackTraceContaining("fetch it again");
    }

    @Test
    void reads_parquet_with_typed_and_nested_columns() {
        Path data = folder.resolve("data.parquet");
        TestSpark.session()
                .sql("select 'p' as post, 9007199254740993L as id, named_struct('name', 'u') as author, '文' as text,"
                        + " timestamp'2023-09-09 12:15:00' as time, 3.0D as likes union all"
                        + " select null, 2L, null, 'x', timestamp'2023-09-09 12:15:00', null")
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(data.toString());
        TestInput input = TestInput.of(Preset.NONE, data)
                .withColumns(Map.of(
                        Field.POST_ID, "post",
                        Field.COMMENT_ID, "id",
                        Field.USER_ID, "author.name",
                        Field.TEXT, "text",
                        Field.COMMENT_TIME, "time",
                        Field.LIKES, "likes"));
        input.check();
        IngestedRows staged = input.staged();
        assertThat(kept(staged)).containsExactly("p|9007199254740993|3|文|1");
        assertThat(staged.comments()
                        .selectExpr("user_id", "string(comment_time)")
                        .first()
                        .mkString("|"))
                .isEqualTo("u|2023-09-09 12:15:00");
        Row rejected = staged.rejected().first();
        assertThat(rejected.getString(0)).startsWith("file:").contains("data.parquet/part-");
        assertThat(rejected.<String>getAs(Columns.RAW)).contains("\"text\":\"x\"");
        assertThat(rejected.<String>getAs(Columns.REASON)).isEqualTo("no_post_id");
    }

    @Test
    void reads_nothing_from_empty_files() throws IOException {
        Files.createFile(folder.resolve("a.jsonl"));
        write("b.jsonl", "");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.createFile(empty.resolve("c.parquet"));
        assertThat(input(folder).check().files()).isEqualTo(3);
        IngestCounts nothing = new IngestCounts(0, 0, 0, 0, Map.of());
        assertThat(staged(folder).counts()).isEqualTo(nothing);
        assertThat(staged(empty).counts()).isEqualTo(nothing);
    }
}
