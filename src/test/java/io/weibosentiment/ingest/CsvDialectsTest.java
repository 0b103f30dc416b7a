package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV in the ways in which programs write it. */
final class CsvDialectsTest {

    private static final String HEADER = "post,id,text,time,likes\n";

    @TempDir
    private Path folder;

    private HeadSample read(String text) throws IOException {
        return TestSample.of(Files.writeString(folder.resolve("a.csv"), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", "\u0001"})
    void finds_the_separator_in_the_header(String separator) throws IOException {
        String rows = "post,id,text,time,likes\np,1,一; 二| 三,2024-05-01,7\np,2,\"a,b\",2024-05-01,8\n";
        String other = separator.equals(",") ? rows : rows.replace("a,b", "a$b").replaceAll("[;|]", "");

        HeadSample sample = read(other.replace(",", separator).replace("$", ","));

        assertThat(TestSample.rejected(sample)).isEmpty();
        assertThat(TestSample.kept(sample))
                .containsExactly(separator.equals(",") ? "2|p|1|一; 二| 三|7" : "2|p|1|一 二 三|7", "3|p|2|a,b|8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;", "SEP=;", "\"sep=;\"", "sep=;;;;;"})
    void takes_the_separator_that_a_first_line_names(String first) throws IOException {
        HeadSample sample = read("\uFEFF" + first + "\r\npost;id;text;time;likes\r\np;1;a,b;2024-05-01;7\r\n");

        assertThat(TestSample.kept(sample)).containsExactly("3|p|1|a,b|7");
        assertThat(TestSample.rejected(sample)).isEmpty();
    }

    @Test
    void finds_the_separator_of_a_file_without_header_by_the_number_of_columns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("part.csv"),
                "20240501\tt\tIa1\tu1\t\t一,二\t41\t2024-05-01 18:43\n20240501\tt\tIa1\tu2\t\t三\t1\t2024-05-01 18:44\n");

        HeadSample sample = TestSample.of(TestInput.of(Preset.HOT_SEARCH, file), file);

        assertThat(TestSample.values(sample, "post_id", "text", "likes")).containsExactly("Ia1|一,二|41", "Ia1|三|1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void ends_lines_where_the_file_does(String end) throws IOException {
        HeadSample sample = read((HEADER + "p,1,一,2024-05-01,7\np,2,\"二\n三\",2024-05-01,8\n").replace("\n", end));

        assertThat(TestSample.kept(sample)).containsExactly("2|p|1|一|7", "3|p|2|二\n三|8");
    }

    @Test
    void passes_over_byte_order_marks_and_zeros_wherever_a_line_begins() throws IOException {
        HeadSample sample = read("\uFEFF" + HEADER + "\uFEFFp,1,一,2024-05-01,7\n\uFEFF" + HEADER
                + "\0\0p,2,二,2024-05-01,8\n\uFEFF\uFEFFp,3,三,2024-05-01,9\n\0\0\0\n");

        assertThat(TestSample.kept(sample)).containsExactly("2|p|1|一|7", "4|p|2|二|8", "5|p|3|三|9");
        assertThat(TestSample.rejected(sample))
                .containsExactly("3|repeated_header|post,id,text,time,likes", "6|malformed|\0\0\0");
    }

    @Test
    void reads_the_rows_after_another_header_by_it() throws IOException {
        HeadSample sample = read(HEADER + "p,1,一,2024-05-01,7\npost,text,id,time,likes,extra\np,二,2,2024-05-01,8,x\n");

        assertThat(TestSample.kept(sample)).containsExactly("2|p|1|一|7", "4|p|2|二|8");
        assertThat(TestSample.rejected(sample)).containsExactly("3|repeated_header|post,text,id,time,likes,extra");
    }

    @Test
    void reads_quotes_after_backslashes_where_the_file_writes_them_so() throws IOException {
        HeadSample sample = read(HEADER + """
                p,1,"说\\"好\\"的",2024-05-01,1
                p,2,"说\\"好,的\\"了",2024-05-01,2
                p,3,"一\\"行\\"
                二行",2024-05-01,3
                p,4,"末尾\\\\",2024-05-01,4
                p,5,"末尾\\"",2024-05-01,5
                p,6,"一\\",二\\"",6
                p,7,"C:\\\\路径",2024-05-01,7
                p,8,"平\\常",2024-05-01,8
                """);

        assertThat(TestSample.kept(sample))
                .containsExactly(
                        "2|p|1|说\"好\"的|1",
                        "3|p|2|说\"好,的\"了|2",
                        "4|p|3|一\"行\"\n二行|3",
                        "6|p|4|末尾\\|4",
                        "7|p|5|末尾\"|5",
                        "9|p|7|C:\\路径|7",
                        "10|p|8|平\\常|8");
        assertThat(TestSample.rejected(sample)).containsExactly("8|malformed|p,6,\"一\\\",二\\\"\",6");
    }

    @Test
    void leaves_backslashes_alone_where_quotes_are_doubled() throws IOException {
        HeadSample sample = read(HEADER + """
                p,1,"说""好""的",2024-05-01,1
                p,2,"末尾\\\\",2024-05-01,2
                p,3,"末尾\\",2024-05-01,3
                p,4,"\\\""\",2024-05-01,4
                p,5,a\\"b,2024-05-01,5
                """);

        assertThat(TestSample.rejected(sample)).isEmpty();
        assertThat(TestSample.kept(sample))
                .containsExactly("2|p|1|说\"好\"的|1", "3|p|2|末尾\\\\|2", "4|p|3|末尾\\|3", "5|p|4|\\\"|4", "6|p|5|a\\\"b|5");
    }

    @Test
    void rejects_a_row_that_can_be_read_in_two_ways_where_no_other_tells() throws IOException {
        HeadSample sample = read(HEADER + "p,1,\"末尾\\\\\",2024-05-01,1\np,2,平常,2024-05-01,2\n");

        assertThat(TestSample.kept(sample)).containsExactly("3|p|2|平常|2");
        assertThat(sample.rejects().get(0).detail()).contains("can be read in two ways");
    }

    @Test
    void swallows_no_row_between_two_stray_quotes() throws IOException {
        HeadSample sample = read(HEADER
                + "p,1,\"你好,2024-05-01,1\np,2,二,2024-05-01,2\np,3,三,2024-05-01,3\np,4,再见\",2024-05-01,4\n"
                + "p,5,\"五\",2024-05-01,5\np,6,\"你好,2024-05-01,6\np,7,再见\",2024-05-01,7\n"
                + "p,8,\"一行,\n二行\",2024-05-01,8\n");

        assertThat(TestSample.kept(sample))
                .containsExactly(
                        "3|p|2|二|2", "4|p|3|三|3", "5|p|4|再见\"|4", "6|p|5|五|5", "8|p|7|再见\"|7", "9|p|8|一行,\n二行|8");
        assertThat(TestSample.rejected(sample))
                .containsExactly("2|malformed|p,1,\"你好,2024-05-01,1", "7|malformed|p,6,\"你好,2024-05-01,6");
    }

    @Test
    void takes_rows_with_empty_fields_too_many_and_no_others() throws IOException {
        HeadSample sample = read(HEADER + "p,1,一,2024-05-01,1,,\np,2,二,2024-05-01\np,3,a,b,2024-05-01,3\n");

        assertThat(TestSample.kept(sample)).containsExactly("2|p|1|一|1");
        assertThat(sample.rejects().stream().map(HeadSample.Reject::detail).toList())
                .isEqualTo(List.of("4 fields where 5 are expected", "6 fields where 5 are expected"));
    }

    @Test
    void keeps_no_lines_that_were_passed() throws IOException {
        Path file = folder.resolve("a.csv");
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            text.append("p,").append(i).append(i % 900 == 0 ? ",\"" : ",").append("文,2024-05-01,1\n");
        }
        Files.writeString(file, text);

        IngestCounts counts = TestInput.of(Preset.NONE, file)
                .withColumns(java.util.Map.of(
                        io.weibosentiment.config.Field.POST_ID, "post",
                        io.weibosentiment.config.Field.COMMENT_ID, "id",
                        io.weibosentiment.config.Field.TEXT, "text"))
                .staged()
                .counts();

        assertThat(counts).isEqualTo(new IngestCounts(5_000, 4_994, 0, 6, java.util.Map.of("malformed", 6L)));
    }

    @Test
    void reads_no_rows_of_other_data_that_were_joined_to_the_comments() throws IOException {
        HeadSample sample = read(HEADER + "p,1,一,2024-05-01,7\npost,blogger,content,time,attitudes\n"
                + "p,17,a post,2024-04-30,300\n" + HEADER + "p,2,二,2024-05-01,8\n");

        assertThat(TestSample.kept(sample)).containsExactly("2|p|1|一|7", "6|p|2|二|8");
        assertThat(TestSample.rejected(sample))
                .containsExactly(
                        "3|repeated_header|post,blogger,content,time,attitudes",
                        "4|malformed|p,17,a post,2024-04-30,300",
                        "5|repeated_header|" + HEADER.strip());
    }

    @Test
    void takes_another_header_for_no_row_in_the_presets_order() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), """
                crawl_date,topic,bid,user_hash,comment,reply_to_hash,votes,time
                20240501,t,Ia1,u1,一,,41,2024-05-01 18:43
                """);

        HeadSample sample = TestSample.of(TestInput.of(Preset.HOT_SEARCH, file), file);

        assertThat(TestSample.kept(sample)).isEmpty();
        assertThat(sample.rejects())
                .extracting(HeadSample.Reject::detail)
                .containsOnly("no header above it names [comment, post_bid, time]");
    }

    @Test
    void refuses_a_header_that_has_a_column_twice() {
        assertThatThrownBy(() -> read("post,text,id,text,time,likes\np,a post,1,一,2024-05-01,7\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has the column 'text' more than once");
    }
}
