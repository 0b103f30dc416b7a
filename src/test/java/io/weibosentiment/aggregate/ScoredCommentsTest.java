package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_timestamp_ntz;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Fill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredCommentsTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    Path folder;

    @Test
    void refuses_csv_files_whose_headers_differ_and_shows_no_comment() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "post_id,comment_time,score\np1,2023-09-09 20:15,0.5\n");
        Files.writeString(folder.resolve("b.csv"), "post_id,score,comment_time\np1,0.5,2023-09-09 20:15\n");
        Files.writeString(folder.resolve("empty.csv"), "");
        assertThatThrownBy(() -> read(folder, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("post_id, comment_time, score")
                .hasMessageContaining("post_id, score, comment_time")
                .hasMessageContaining("expected the same header");

        Files.writeString(folder.resolve("b.csv"), "p1,2023-09-09 20:15,今天真好\n");
        assertThatThrownBy(() -> read(folder, ""))
                .hasMessageContaining("p1 and 2 not shown")
                .hasMessageNotContaining("今天");

        Files.writeString(folder.resolve("b.csv"), "\uFEFFpost_id,comment_time,score\r\np2,2023-09-09 20:15,0.5\r\n");
        assertThat(read(folder, "").comments().count()).isEqualTo(2);
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

        ScoredComments.Scores scores = read(file, "");

        assertThat(scores.comments().columns())
                .containsExactly(
                        "blogger_id",
                        "post_id",
                        "comment_id",
                        "comment_time",
                        "post_time",
                        "likes",
                        "post_likes",
                        "sentiment",
                        "text_key",
                        "decided_by");
        assertThat(written(scores.comments().select("blogger_id", "likes", "sentiment", "decided_by")))
                .containsExactlyInAnyOrder("[b1,3,0.25,model]", "[null,null,1.0,model]", "[b1,null,0.001,model]");
        assertThat(scores.rejected().columns()).containsExactly("source_file", "raw", "reason", "detail");
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
        assertThat(scores.comments().count() + scores.rejected().count()).isEqualTo(12);
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
        "Sat Sep 09 20:54:15 +0800 2023, 2023-09-09T12:54:15Z",
        "1694261655, 2023-09-09T12:14:15Z",
        "1694261655250, 2023-09-09T12:14:15.250Z"
    })
    void reads_times_as_they_are_written(String written, String instant) throws IOException {
        Path file = Files.writeString(
                folder.resolve("scores.csv"), "post_id,comment_time,sentiment\np1," + written + ",0.5\n");

        Row row = read(file, "").comments().select(Columns.COMMENT_TIME).first();

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
        "99999999999.5D, 5138-11-16T09:46:39Z",
        "-86400, 1969-12-31T00:00:00Z",
        "true, 1970-01-01T00:00:01Z",
        "9223372036854775807L, ",
        "-9223372036854775808L, ",
        "1e300D, ",
        "double('NaN'), ",
        "double('-Infinity'), "
    })
    void reads_numbers_as_epochs_where_they_can_be(String number, String instant) {
        spark.sql("select 'p1' as post_id, 0.5D as score, " + number + " as comment_time")
                .write()
                .parquet(folder.resolve("scores").toString());

        ScoredComments.Scores scores = read(folder.resolve("scores"), "");

        assertThat(scores.comments().select(Columns.COMMENT_TIME).collectAsList().stream()
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

        ScoredComments.Scores scores = read(file, "");

        assertThat(written(scores.comments().select(Columns.SENTIMENT)))
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

        ScoredComments.Scores scores = read(file, "post-id=weibo,comment-time=t,sentiment=p,user-id=u");

        assertThat(written(scores.comments().select("post_id", "sentiment", "user_id")))
                .containsExactly("[123,0.75,x]");
        assertThat(written(scores.rejected().orderBy(Columns.REASON).select(Columns.REASON, Columns.RAW)))
                .containsExactly(
                        "[malformed,{\"weibo\": 12]",
                        "[unusable_sentiment,{\"p\":\"7\",\"t\":\"1694261655\",\"weibo\":\"124\"}]");
    }

    @Test
    void reads_the_scores_of_an_earlier_run_from_its_folder() {
        Dataset<Row> own = new Scored()
                .post("b1", "p1", "2023-09-09T01:00:00Z", 4L)
                .comment("2023-09-09T04:00:00Z", 1L, 0.75)
                .comment("2023-09-09T04:00:00Z", 1L, null, "rule:reply", null)
                .comment(null, 1L, null)
                .dataset()
                .drop(Columns.USER_ID)
                .withColumn(Columns.TEXT_KEY, lit("0f"));
        own.write().parquet(folder.resolve("out/comment_scores").toString());
        own.limit(1).write().parquet(folder.resolve("out/post_window_sentiment").toString());

        ScoredComments.Scores scores = read(folder.resolve("out"), "");

        assertThat(scores.rejected().count()).isZero();
        assertThat(written(scores.comments().select("post_likes", "text_key", "sentiment", "decided_by")))
                .containsExactlyInAnyOrder("[4,0f,0.75,model]", "[4,0f,null,rule:reply]", "[4,0f,null,model]");
    }

    @Test
    void reads_typed_parquet_of_others() {
        spark.sql("select 7L as post_id, 0.5D as score, 12.0D as comment_likes, '2023-09-09 20:15' as at")
                .withColumn("comment_time", to_timestamp_ntz(col("at")))
                .write()
                .parquet(folder.resolve("scores").toString());

        Row row = read(folder.resolve("scores"), "").comments().first();

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
                .hasMessageContaining("nowhere.csv' does not exist");
        assertThatThrownBy(() -> read(odd, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the format cannot be told");
        assertThatThrownBy(() -> read(file, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no column for comment-time")
                .hasMessageContaining("the input has post_id, sentiment");
    }

    private ScoredComments.Scores read(Path path, String columns) {
        return new ScoredComments(Configs.input(path), ScoredColumns.parse(columns), Configs.standard(Fill.NULL, "day"))
                .read(spark);
    }

    private static List<String> written(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).toList();
    }
}
