package io.weibosentiment.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_timestamp_ntz;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredRowsTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path folder;

    @Test
    void reads_each_csv_file_by_its_own_header() throws IOException {
        Path other = folder.resolve("b.csv");
        Files.writeString(folder.resolve("a.csv"), "post_id,comment_time,score\np1,2023-09-09 20:15,0.5\n");
        Files.writeString(other, "\uFEFFPost_ID,score,comment_time\r\np2,0.75,2023-09-09 20:15\r\n");
        Files.writeString(folder.resolve("empty.csv"), "");

        assertThat(written(read(folder, "").kept().select("post_id", "sentiment")))
                .containsExactlyInAnyOrder("[p1,0.5]", "[p2,0.75]");

        Files.writeString(other, "p1,2023-09-09 20:15,今天真好\n");
        IngestedRows rows = read(folder, "");
        assertThat(rows.counts()).isEqualTo(new IngestCounts(2, 1, 0, 1, Map.of("malformed", 1L)));
        assertThat(rows.rejected().select(Columns.DETAIL).first().getString(0))
                .contains("no header", "sentiment or comment_score or score")
                .doesNotContain("今天");
    }

    @Test
    void sorts_usable_rows_from_rejected_ones() throws IOException {
        Path file = Files.writeString(folder.resolve("scores.csv"), """
                blogger_id,post_id,comment_time,likes,score
                b1,p1,2023-09-09 20:15,3,0.25
                ,p1,2023/9/9 20:15:00,,1
                b1,p1,,1.2万,1e-3
                b1,p1,2023-09-09 20:15,-1,1.5
                b1,p1,2023-09-09 20:15,1,NaN
                b1,p1,2023-09-09 20:15,1,
                b1,p1,2023-09-09 20:15,1,good
                b1,,2023-09-09 20:15,1,0.5
                b1,p1,yesterday,1,0.5
                b1,p1,2023-02-30 20:15,1,0.5
                blogger_id,post_id,comment_time,likes,score
                b1,p1
                """);

        IngestedRows scores = read(file, "");

        assertThat(scores.kept().columns())
                .containsExactlyInAnyOrder(
                        "source_file",
                        "line",
                        "post_key",
                        "post_id",
                        "sentiment",
                        "blogger_id",
                        "comment_id",
                        "user_id",
                        "comment_time",
                        "post_time",
                        "likes",
                        "post_likes",
                        "text_key",
                        "decided_by",
                        "probabilities",
                        "post_sentiment",
                        "copies");
        assertThat(written(scores.kept().select("blogger_id", "likes", "sentiment", "decided_by")))
                .containsExactlyInAnyOrder("[b1,3,0.25,model]", "[null,null,1.0,model]", "[b1,12000,0.001,model]");
        assertThat(scores.rejected().columns()).containsExactly("source_file", "line", "raw", "reason", "detail");
        assertThat(scores.rejected().collectAsList().stream()
                        .collect(
                                Collectors.groupingBy(row -> row.<String>getAs(Columns.REASON), Collectors.counting())))
                .containsOnly(
                        Map.entry("unusable_sentiment", 4L),
                        Map.entry("no_post_id", 1L),
                        Map.entry("unreadable_time", 2L),
                        Map.entry("repeated_header", 1L),
                        Map.entry("malformed", 1L));
        assertThat(written(scores.rejected()
                        .filter(col(Columns.DETAIL).contains("good"))
                        .select(Columns.RAW, Columns.DETAIL)))
                .containsExactly("[b1,p1,2023-09-09 20:15,1,good,expected a number between 0 and 1, found 'good']");
        assertThat(scores.rejected().select(Columns.SOURCE_FILE).first().getString(0))
                .endsWith("scores.csv");
        assertThat(scores.counts().read()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-09-09 20:15, 2023-09-09T12:15:00Z",
        "'2023-09-09 20:15 ', 2023-09-09T12:15:00Z",
        "2011-03-16 22:44:58, 2011-03-16T14:44:58Z",
        "2025-04-08, 2025-04-07T16:00:00Z",
        "2023/9/9 8:05, 2023-09-09T00:05:00Z",
        "2023-09-09T12:15:00Z, 2023-09-09T12:15:00Z",
        "2023-09-09T12:15:00.250+08:00, 2023-09-09T04:15:00.250Z",
        "2023-09-09 12:15:00 +0800, 2023-09-09T04:15:00Z",
        "2023年9月9日 20:15, 2023-09-09T12:15:00Z",
        "20230909201500, 2023-09-09T12:15:00Z",
        "Sat Sep 09 20:54:15 +0800 2023, 2023-09-09T12:54:15Z",
        "1694261655, 2023-09-09T12:14:15Z",
        "1694261655250, 2023-09-09T12:14:15.250Z"
    })
    void reads_times_as_they_are_written(String written, String instant) throws IOException {
        Path file = Files.writeString(
                folder.resolve("scores.csv"), "post_id,comment_time,sentiment\np1," + written + ",0.5\n");

        Row row = read(file, "").kept().select(Columns.COMMENT_TIME).first();

        assertThat(row.getTimestamp(0).toInstant()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-13-01",
                "2023-02-30 10:00",
                "2023-09-09 25:00:00",
                "2023-09-09T12:15:00+99:00",
                "Sat Foo 09 20:54:15 +0800 2023",
                "Sat Feb 30 20:54:15 +0800 2023",
                "yesterday",
                "12"
            })
    void rejects_times_that_there_are_not(String written) throws IOException {
        Path file = Files.writeString(
                folder.resolve("scores.csv"), "post_id,comment_time,sentiment\np1," + written + ",0.5\n");

        assertThat(written(read(file, "").rejected().select(Columns.REASON, Columns.DETAIL)))
                .containsExactly("[unreadable_time,expected a comment-time, found '" + written + "']");
    }

    @ParameterizedTest
    @CsvSource({
        "1.694261655E9D, 2023-09-09T12:14:15Z",
        "1694261655250L, 2023-09-09T12:14:15.250Z",
        "99999999999.5D, ",
        "-86400, ",
        "true, ",
        "9223372036854775807L, ",
        "-9223372036854775808L, ",
        "1e300D, ",
        "double('-Infinity'), "
    })
    void reads_numbers_as_epochs_where_they_can_be(String number, String instant) {
        spark.sql("select 'p1' as post_id, 0.5D as score, " + number + " as comment_time")
                .write()
                .parquet(folder.resolve("scores").toString());

        IngestedRows scores = read(folder.resolve("scores"), "");

        assertThat(scores.kept().select(Columns.COMMENT_TIME).collectAsList().stream()
                        .map(row -> row.getTimestamp(0).toInstant().toString()))
                .isEqualTo(instant == null ? List.of() : List.of(instant));
        assertThat(written(scores.rejected().select(Columns.REASON)))
                .isEqualTo(instant == null ? List.of("[unreadable_time]") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "0.75, 0.75",
        "' 1 ', 1.0",
        "+2.5e-1, 0.25",
        ".5, 0.5",
        "0.5d, 0.5",
        "1.5, ",
        "-0.25, ",
        "1e999, ",
        "NaN, ",
        "Infinity, ",
        "'0,5', ",
        "50%, "
    })
    void reads_numbers_between_0_and_1_as_sentiment(String written, Double sentiment) throws IOException {
        Path file = Files.writeString(
                folder.resolve("scores.csv"),
                "post_id,comment_time,sentiment\np1,2023-09-09 20:15,\"" + written + "\"\n");

        IngestedRows scores = read(file, "");

        assertThat(written(scores.kept().select(Columns.SENTIMENT)))
                .isEqualTo(sentiment == null ? List.of() : List.of("[" + sentiment + "]"));
        assertThat(written(scores.rejected().select(Columns.REASON)))
                .isEqualTo(sentiment == null ? List.of("[unusable_sentiment]") : List.of());
    }

    @Test
    void reads_json_lines_under_the_columns_named() throws IOException {
        Path file = Files.writeString(folder.resolve("scores.jsonl"), """
                {"weibo": 123, "t": 1694261655, "p": 0.75, "u": "x", "more": {"a": 1}}
                {"weibo": 124, "t": 1694261655, "p": 7}
                {"weibo": 12
                """);

        IngestedRows scores = read(file, "post-id=weibo,comment-time=t,sentiment=p,user-id=u");

        assertThat(written(scores.kept().select("post_id", "sentiment", "user_id")))
                .containsExactly("[123,0.75,x]");
        assertThat(written(scores.rejected().orderBy(Columns.REASON).select(Columns.REASON, Columns.RAW)))
                .containsExactly(
                        "[malformed,{\"weibo\": 12]",
                        "[unusable_sentiment,{\"weibo\": 124, \"t\": 1694261655, \"p\": 7}]");
    }

    @Test
    void reads_the_scores_of_an_earlier_run_from_its_folder() {
        Dataset<Row> own = spark.sql("""
                select 'b1' blogger_id, 'p1' post_id, 4L post_likes, '0f' text_key, timestamp'2023-09-09 04:00:00'
                  comment_time, float(sentiment) sentiment, decided_by
                from values (0.75, 'model'), (null, 'rule:reply'), (null, 'model') as (sentiment, decided_by)
                """);
        own.write().parquet(folder.resolve("out/comment_scores").toString());
        own.limit(1).write().parquet(folder.resolve("out/post_window_sentiment").toString());

        IngestedRows scores = read(folder.resolve("out"), "");

        assertThat(scores.rejected().count()).isZero();
        assertThat(written(scores.kept().select("post_likes", "text_key", "sentiment", "decided_by")))
                .containsExactlyInAnyOrder("[4,0f,0.75,model]", "[4,0f,null,rule:reply]", "[4,0f,null,model]");
    }

    @Test
    void keeps_every_bit_of_a_sentiment_and_every_year_of_a_time() {
        Dataset<Row> own = spark.sql("""
                select 'p1' post_id, float(0.1) sentiment, 'model' decided_by,
                  timestamp'+10000-01-01 00:00:00.000001' comment_time
                """);
        own.write().parquet(folder.resolve("own").toString());

        Row read = read(folder.resolve("own"), "").kept().first();

        assertThat(read.<Double>getAs(Columns.SENTIMENT)).isEqualTo(0.1f);
        assertThat(read.getTimestamp(read.fieldIndex(Columns.COMMENT_TIME)).toInstant())
                .isEqualTo("+10000-01-01T00:00:00.000001Z");
    }

    @Test
    void reads_a_mixture_of_formats_whose_names_look_like_globs() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("[a]{b,c}"));
        Files.writeString(odd.resolve("1[2].csv"), "post_id,comment_time,sentiment\np1,2023-09-09,0.5\n");
        Files.writeString(
                odd.resolve("x*.jsonl"), "{\"post_id\":\"p2\",\"comment_time\":\"2023-09-09\",\"score\":0.25}\n");
        spark.sql("select 'p3' post_id, '2023-09-09' comment_time, 0.75D sentiment")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("part").toString());
        try (Stream<Path> parts = Files.list(folder.resolve("part"))) {
            Path part = parts.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.move(part, odd.resolve("{3}.parquet"));
        }

        IngestedRows rows = read(folder.resolve("?a*"), "");

        assertThat(written(rows.kept().select("post_id", "sentiment")))
                .containsExactlyInAnyOrder("[p1,0.5]", "[p2,0.25]", "[p3,0.75]");
        assertThat(rows.kept()
                        .select(Columns.SOURCE_FILE)
                        .where("post_id = 'p3'")
                        .first()
                        .getString(0))
                .endsWith("[a]{b,c}/{3}.parquet");
    }

    @Test
    void takes_a_column_that_files_lack_from_folders_named_for_it() {
        spark.sql("select '007' blogger_id, 'p1' post_id, '2023-09-09' comment_time, 0.5D sentiment union all"
                        + " select 'a:b', 'p2', '2023-09-09', 0.5D union all"
                        + " select null, 'p3', '2023-09-09', 0.5D")
                .write()
                .partitionBy("blogger_id")
                .parquet(folder.resolve("scores").toString());

        assertThat(written(read(folder.resolve("scores"), "").kept().select("post_id", "blogger_id")))
                .containsExactlyInAnyOrder("[p1,007]", "[p2,a:b]", "[p3,null]");
    }

    @Test
    void rejects_a_time_that_windows_need_and_drops_one_that_they_do_not() throws IOException {
        Path file = Files.writeString(
                folder.resolve("scores.csv"),
                "post_id,comment_time,post_time,score\np1,5分钟前,2023-09-09,0.5\np2,,yesterday,0.5\n");

        IngestedRows byComment = read("", Set.of(Field.COMMENT_TIME), file);
        IngestedRows byPost = read("", Set.of(Field.POST_TIME), file);

        assertThat(byComment.counts().rejectedReasons()).isEqualTo(Map.of("time_needs_crawl_time", 1L));
        assertThat(written(byComment.kept().select("post_id", "comment_time", "post_time")))
                .containsExactly("[p2,null,null]");
        assertThat(byPost.counts().rejectedReasons()).isEqualTo(Map.of("unreadable_time", 1L));
    }

    @Test
    void reads_typed_parquet_of_others() {
        spark.sql("select 7L as post_id, 0.5D as score, 12.0D as comment_likes, '2023-09-09 20:15' as at")
                .withColumn("comment_time", to_timestamp_ntz(col("at")))
                .write()
                .parquet(folder.resolve("scores").toString());

        Row row = read(folder.resolve("scores"), "").kept().first();

        assertThat(row.<String>getAs(Columns.POST_ID)).isEqualTo("7");
        assertThat(row.<Long>getAs(Columns.LIKES)).isEqualTo(12);
        assertThat(row.getTimestamp(row.fieldIndex(Columns.COMMENT_TIME)).toInstant())
                .isEqualTo("2023-09-09T12:15:00Z");
    }

    @Test
    void refuses_paths_and_columns_that_are_not_there() throws IOException {
        Path file = Files.writeString(folder.resolve("scores.csv"), "post_id,sentiment\np1,0.5\n");
        Path odd = Files.writeString(folder.resolve("scores.txt"), "post_id,sentiment\np1,0.5\n");

        assertThatThrownBy(() -> read(folder.resolve("nowhere.csv"), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere.csv matches nothing");
        assertThatThrownBy(() -> read(odd, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its name does not tell its format");
        assertThatThrownBy(() -> read(file, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lacks the columns 'comment_time' (comment-time); it has post_id, sentiment")
                .hasMessageContaining("--columns comment-time=COLUMN");
        assertThatThrownBy(() -> read(file, "likes=votes,sentiment=p"))
                .hasMessageContaining("'p' (sentiment), 'comment_time' (comment-time), 'votes' (likes)");
    }

    private IngestedRows read(Path path, String columns) {
        return read(columns, Set.of(Field.COMMENT_TIME), path);
    }

    private IngestedRows read(String columns, Set<Field> times, Path... paths) {
        TestInput input = TestInput.of(Preset.NONE, paths);
        InputFiles files = InputFiles.check(
                spark, input.config(), ScoredColumns.parse(columns).layout(input.config(), times));
        return new IngestedRows(RecordReader.records(spark, files).localCheckpoint());
    }

    private static List<String> written(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
