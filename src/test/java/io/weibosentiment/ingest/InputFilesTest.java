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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2", "xz", "csv", ".gz", "a.gz"})
    void asks_for_the_format_of_a_file_whose_name_is_little_more_than_an_ending(String name) {
        assertThat(FileFormat.byName(name)).isEmpty();
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

    @Test
    void names_a_workbook_given_by_its_path_and_how_to_export_it() throws IOException {
        Path input = Files.writeString(folder.resolve("a.xlsx"), "PK");
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, input)::check)
                .hasMessageContaining("a.xlsx is a workbook, which is not read; save its sheet as CSV UTF-8");
    }

    @Test
    void names_a_database_that_is_called_csv() throws IOException {
        Path input = Files.writeString(folder.resolve("a.csv"), "SQLite format 3\0\0\u0001\n".repeat(20));
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, input)::check)
                .hasMessageContaining("is an SQLite database; export its table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "b.mp4", "c.log", "d.db", "e.zip", "f.xlsx", "g.py", "h.pdf"})
    void a_presets_format_does_not_swallow_other_files(String name) throws IOException {
        Files.writeString(folder.resolve("part.csv"), HOT_SEARCH_HEADER + "20190901,t,p,u,,x,1,2019-09-01 10:00\n");
        Files.writeString(folder.resolve(name), "x\n");
        CrawlFiles files = CrawlFiles.check(
                TestSpark.session(), TestInput.of(Preset.HOT_SEARCH, folder).config());
        assertThat(files.comments().files()).isEqualTo(1);
        assertThat(files.passedOver().files()).isEqualTo(1);
    }

    @Test
    void passes_over_files_of_unknown_format_beside_others_with_a_warning() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "p,t\n1,x\n");
        Files.writeString(folder.resolve("README"), "x\n");
        TestInput input = TestInput.of(Preset.NONE, folder).withColumns(Map.of(Field.TEXT, "t", Field.POST_ID, "p"));
        CrawlFiles files = CrawlFiles.check(TestSpark.session(), input.config());
        assertThat(files.comments().files()).isEqualTo(1);
        assertThat(files.warnings()).singleElement().asString().contains("README");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "csv", "parquet", ".gz"})
    void a_file_with_the_name_of_an_ending_has_none(String name) throws IOException {
        Path input = Files.writeString(folder.resolve(name), "x\n");
        TestInput config = TestInput.of(Preset.NONE, input).withColumns(Map.of(Field.TEXT, "a", Field.POST_ID, "b"));
        assertThatThrownBy(config::check).hasMessageContaining("its name does not tell its format");
    }

    @Test
    void says_what_separates_columns_and_that_encodings_differ() throws IOException {
        String rows = "20190901;t;p;u;;很好;1;2019-09-01 10:00\n".repeat(5);
        Files.writeString(folder.resolve("a.tsv"), HOT_SEARCH_HEADER.replace(',', ';') + rows);
        Files.writeString(folder.resolve("b.csv"), HOT_SEARCH_HEADER.replace(',', ';') + rows, Charset.forName("GBK"));
        InputFiles files = TestInput.of(Preset.HOT_SEARCH, folder).check();
        assertThat(files.described()).endsWith("separated by ';'");
        assertThat(files.warnings())
                .singleElement()
                .asString()
                .contains("of 2 files looked into, 1 cannot be used as they are")
                .contains("b.csv: 5 of its first 5 lines are no UTF-8; they are gb18030");
    }

    @Test
    void says_that_a_colon_in_a_name_must_go() throws IOException {
        Files.writeString(folder.resolve("10:00.csv"), HOT_SEARCH_HEADER);
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, folder)::check)
                .hasMessageContaining("colon in its name")
                .hasMessageContaining("rename");
        assertThatThrownBy(TestInput.of(Preset.HOT_SEARCH, Path.of("10:00.csv"))::check)
                .hasMessageContaining("what is before a colon is taken for the name of a file system: rename");
    }

    @Test
    void reads_nicknames_with_underscores_where_the_preset_has_them() throws IOException {
        String header = "id,weibo_id,created_at,user_screen_name,text,pic_url,like_count\n";
        Files.createDirectories(folder.resolve("_月_"));
        Files.writeString(folder.resolve("_月_/_月__comments.csv"), header);
        Files.writeString(folder.resolve("_comments.csv"), header);
        assertThat(TestInput.of(Preset.WEIBO_CRAWLER, folder).check().files()).isEqualTo(2);
        assertThatThrownBy(TestInput.of(Preset.MEDIA_CRAWLER, folder)::check)
                .hasMessageContaining("2 files passed over: their names begin with '_' or '.'");
    }
}
