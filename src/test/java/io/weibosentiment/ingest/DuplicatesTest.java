package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import io.weibosentiment.ingest.DamagedValues.Unread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows are the same comment, and which are different ones with a damaged id. */
class DuplicatesTest {

    @TempDir
    Path folder;

    private IngestedRows read(Map<Field, String> columns, String header, String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(List.of(rows));
        Path file = Files.write(folder.resolve("comments.csv"), lines);
        return TestInput.of(Preset.NONE, file).withColumns(columns).staged();
    }

    private IngestedRows withIds(String... rows) throws IOException {
        return read(
                Map.of(Field.POST_ID, "post", Field.COMMENT_ID, "id", Field.TEXT, "text", Field.USER_ID, "user"),
                "post,id,user,text",
                rows);
    }

    @Test
    void different_texts_under_one_id_are_kept_and_counted() throws IOException {
        IngestedRows rows = withIds(
                "4911111111111111,4922222222222220,1,今天很开心",
                "4911111111111111,4922222222222220,2,质量太差",
                "4911111111111111,4922222222222220,2,质量太差",
                "4911111111111111,4922222222222233,3,支持");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(4, 3, 1, 0, Map.of()));
        assertThat(rows.outcome().damaged()).isEqualTo(new DamagedValues(2, 3, 2, Map.of()));
    }

    @Test
    void different_writers_of_one_text_under_one_id_are_kept() throws IOException {
        IngestedRows rows = withIds("p,c,1,赞", "p,c,2,赞", "p,c,,赞");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(3, 2, 1, 0, Map.of()));
        assertThat(rows.outcome().damaged().sharedIds()).isEqualTo(2);
    }

    @Test
    void markup_makes_no_difference_between_copies() throws IOException {
        IngestedRows rows = withIds(
                "p,c,1,真的好看<span class='url-icon'><img alt=[允悲] src='//a.png'></span> &amp; 便宜", "p,c,1,真的好看 & 便宜");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(2, 1, 1, 0, Map.of()));
        assertThat(rows.outcome().damaged().sharedIds()).isZero();
    }

    @Test
    void spelling_of_an_id_makes_no_difference() throws IOException {
        IngestedRows rows = withIds(
                "4911111111111111,4922222222222233,1,好",
                "'4911111111111111,\"=\"\"4922222222222233\"\"\",1,好",
                "4911111111111111.0,4922222222222233\t,1,好",
                "\uFEFF4911111111111111,4922222222222233,1.0,好");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(4, 1, 3, 0, Map.of()));
    }

    @Test
    void id_that_lost_digits_is_none() throws IOException {
        IngestedRows rows = withIds("4911111111111111,4.92E+15,1,好", "4911111111111111,4.92E+15,2,坏", "4.91E+15,1,1,好");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(3, 2, 0, 1, Map.of("damaged_id", 1L)));
        assertThat(rows.outcome().damaged())
                .isEqualTo(new DamagedValues(0, 0, 0, Map.of("comment_id", new Unread(2, List.of("4.92E+15")))));
    }

    private IngestedRows ofWeiboCrawler(String... rows) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("id,weibo_id,created_at,user_screen_name,text,pic_url,like_count"));
        lines.addAll(List.of(rows));
        return TestInput.of(Preset.WEIBO_CRAWLER, Files.write(folder.resolve("a_comments.csv"), lines))
                .staged();
    }

    @Test
    void names_tell_writers_apart_where_ids_may_be_rounded_or_are_none() throws IOException {
        String post = "5031211111111111";
        IngestedRows rows = ofWeiboCrawler(
                "5031212222222220," + post + ",2024-05-06 10:00:00,甲,赞,,0",
                "5031212222222220," + post + ",2024-05-06 10:00:00,乙,赞,,0",
                "5031212222222220," + post + ",2024-05-06 10:00:00,乙,赞,,0",
                "5.0312E+15," + post + ",2024-05-06 10:00:00,丙,赞,,0",
                "5.0312E+15," + post + ",2024-05-06 10:00:00,丁,赞,,0");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(5, 4, 1, 0, Map.of()));
        assertThat(rows.outcome().damaged().sharedIds()).isEqualTo(2);
        assertThat(rows.staged().columns()).noneMatch(column -> column.contains("name"));
    }

    @Test
    void writer_who_changed_the_name_is_the_same() throws IOException {
        IngestedRows rows = ofWeiboCrawler(
                "5031212222222227,5031211111111111,2024-05-06 10:00:00,甲,赞,,0",
                "5031212222222227,5031211111111111,2024-05-06 10:00:00,改名,赞,,0");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(2, 1, 1, 0, Map.of()));
    }

    @Test
    void without_id_the_same_writer_time_and_text_are_the_same_comment() throws IOException {
        IngestedRows rows = read(
                Map.of(Field.POST_ID, "post", Field.TEXT, "text", Field.USER_ID, "user", Field.COMMENT_TIME, "time"),
                "post,user,time,text",
                "p,1,2025-03-01 10:00,赞",
                "p,1,2025-03-01 10:00,赞",
                "p,2,2025-03-01 10:00,赞",
                "p,1,2025-03-01 10:01,赞");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(4, 3, 1, 0, Map.of()));
    }

    @Test
    void without_id_writer_and_time_equal_texts_are_different_comments() throws IOException {
        IngestedRows rows =
                read(Map.of(Field.POST_ID, "post", Field.TEXT, "text"), "post,text", "p,赞", "p,赞", "p,赞", "q,赞");

        assertThat(rows.counts()).isEqualTo(new IngestCounts(4, 4, 0, 0, Map.of()));
    }

    @Test
    void rows_are_shuffled_once() throws IOException {
        Path file = Files.writeString(folder.resolve("comments.csv"), "post,text\np,好\n");
        TestInput input =
                TestInput.of(Preset.NONE, file).withColumns(Map.of(Field.POST_ID, "post", Field.TEXT, "text"));

        String plan = RecordReader.records(TestSpark.session(), input.check())
                .queryExecution()
                .executedPlan()
                .toString();

        assertThat(plan.split("Exchange ", -1)).as(plan).hasSize(2);
    }

    @Test
    void counts_that_cannot_be_read_are_shown() throws IOException {
        IngestedRows rows = read(
                Map.of(Field.POST_ID, "post", Field.TEXT, "text", Field.LIKES, "likes"),
                "post,text,likes",
                "p,一,many",
                "p,二,a few",
                "p,三,12",
                "p,四,");

        assertThat(rows.outcome().damaged().unread())
                .isEqualTo(Map.of("likes", new Unread(2, List.of("a few", "many"))));
    }
}
