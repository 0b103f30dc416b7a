package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputFilesTest {

    private static final String HOT_SEARCH_HEADER =
            "crawl_date,topic,post_bid,user_hash,reply_to_hash,comment,votes,time\n";

    @TempDir
    private Path folder;

    @Test
    void reports_every_problem_at_once() {
        TestInput input = TestInput.of(Preset.NONE, folder.resolve("absent"), folder.resolve("no*.csv"), folder)
                .encodedIn("UTF-16");
        InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, input::check);
        assertThat(thrown.problems()).hasSize(6);
        assertThat(thrown.problems().get(0)).contains("UTF-16").contains("utf-8, gbk or gb18030");
        assertThat(thrown.problems().get(1)).contains("post-id").contains("--set input.columns.post-id=COLUMN");
        assertThat(thrown.problems().get(2)).contains("--set input.columns.text=COLUMN");
        assertThat(thrown.problems().get(3)).contains(folder + "/absent").contains("matches nothing");
        assertThat(thrown.problems().get(4)).contains(folder + "/no*.csv").contains("matches nothing");
        assertThat(thrown.problems().get(5)).contains("input " + folder).contains("no files in it");
    }

    @Test
    void names_the_columns_that_are_missing_and_those_there() throws IOException {
        Path input = Files.writeString(
                folder.resolve("a.csv"),
                HOT_SEARCH_HEADER.replace("comment", "review") + "20190901,t,p,u,,x,1,2019-09-01\n");
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, input)::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lacks the columns 'comment' (input.columns.text)")
                .hasMessageContaining(
                        "it has crawl_date, topic, post_bid, user_hash, reply_to_hash, review, votes, time")
                .hasMessageContaining("--set input.columns.text=COLUMN");
        TestInput mapped = TestInput.of(Preset.HOT_SEARCH, input).withColumns(Map.of(Field.TEXT, "review"));
        mapped.check();
        assertThat(mapped.staged().counts().kept()).isEqualTo(1);
    }

    @Test
    void looks_into_json() throws IOException {
        Path input = Files.writeString(folder.resolve("a.jsonl"), "{\"id\":\"p\",\"comment\":{\"text\":\"x\"}}\n");
        assertThatThrownBy(TestInput.of(Preset.DYNAMICS, input)::check)
                .hasMessageContaining(
                        "'comment.comment' (input.columns.text), 'comment.time' (input.columns.comment-time)")
                .hasMessageContaining("it has id, comment, comment.text");
    }

    @Test
    void looks_into_parquet() {
        Path data = folder.resolve("data.parquet");
        TestSpark.session()
                .sql("select 'p' as id, named_struct('comment', 'x') as comment")
                .write()
                .parquet(data.toString());
        assertThatThrownBy(TestInput.of(Preset.DYNAMICS, data)::check)
                .hasMessageContaining(
                        "lacks the columns 'comment.time' (input.columns.comment-time); it has id, comment,");
    }

    @Test
    void asks_for_a_post_id_that_neither_columns_nor_file_name_give() throws IOException {
        Path input = Files.writeString(
                folder.resolve("comments.jsonl"), "{\"id\":\"1\",\"text\":\"x\",\"created_at\":\"2023-09-09\"}\n");
        assertThatThrownBy(TestInput.of(Preset.WEIBO_API, input)::check)
                .hasMessageContaining("'status_id' or 'post_id' or 'weibo_id' (input.columns.post-id)");
    }

    @Test
    void suggests_another_encoding() throws IOException {
        Path input = Files.writeString(
                folder.resolve("a.csv"),
                HOT_SEARCH_HEADER + "20190901,好,p,u,,好,1,x\n".repeat(5),
                Charset.forName("GBK"));
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, input)::check)
                .hasMessageContaining("5 of its first 5 lines are no UTF-8")
                .hasMessageContaining("--set input.encoding=gb18030");
    }

    @Test
    void asks_for_the_format_where_the_name_does_not_tell_it() throws IOException {
        Path input = Files.writeString(folder.resolve("a.txt"), "x\n");
        TestInput config = TestInput.of(Preset.NONE, input).withColumns(Map.of(Field.TEXT, "a", Field.POST_ID, "b"));
        assertThatThrownBy(config::check).hasMessageContaining("a.txt").hasMessageContaining("input.format=csv");
    }

    @Test
    void refuses_json_without_an_object() throws IOException {
        Path input = Files.writeString(folder.resolve("a.json"), "\"a\"\n\"b\"\n");
        assertThatThrownBy(TestInput.of(Preset.DYNAMICS, input)::check)
                .hasMessageContaining("none of its first 2 lines is a JSON object");
    }

    @Test
    void begins_where_one_odd_file_is_among_good_ones() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "not,this\n");
        Files.writeString(folder.resolve("b.csv"), HOT_SEARCH_HEADER);
        assertThat(TestInput.of(Preset.HOT_SEARCH, folder).check().files()).isEqualTo(2);
    }

    @Test
    void names_a_damaged_file() throws IOException {
        Path input = Files.writeString(folder.resolve("a.csv.gz"), "no gzip");
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, input)::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.csv.gz");
    }
}
