package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON in the forms that crawlers and tools write beside one object a line. */
final class JsonDocumentsTest {

    private static final String A = "{\"post\":\"p\",\"id\":1,\"text\":\"好 [1]\",\"time\":\"2024-05-01\",\"likes\":3}";
    private static final String B =
            "{\"post\":\"p\",\"id\":2,\"text\":\"a\\\"}{\",\"time\":\"2024-05-01\",\"likes\":4}";
    private static final String C = "{\"post\":\"p\",\"id\":3,\"text\":\"c\",\"time\":\"2024-05-01\",\"likes\":5}";

    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("a.json"), text);
    }

    private static String indented(String object, String indent) {
        return indent + "{\n" + indent + "  "
                + object.substring(1, object.length() - 1).replace(",\"", ",\n  " + indent + "\"") + "\n" + indent
                + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\nB\nC\n",
                "\uFEFFA\n\uFEFFB\n\n \nC",
                "[A,B,C]",
                "\uFEFF[A, B, C]\n",
                "[\nA,\nB,\nC\n]\n",
                "[\r\nA,\r\nB\r\n]\r\n[\r\nC\r\n]",
                "[\nA,\nB\n][\nC\n]",
                "[A,B][C]",
                "[A\n,B\n,C]",
                "A,\nB,\nC,\n",
                "A B C",
                "A\rB\rC\r",
                "\u001eA\n\u001eB\n\u001eC\n",
                "[A,B]\n[C]\n",
                "[\nindentA,\nindentB,\nindentC\n]",
                "plainA\nplainB\nplainC\n",
                "[\nindentA,\nindentB\n]\n[\nindentC\n]\n",
                "{\"ok\":1,\"data\":{\"data\":[A,B,C],\"total_number\":3}}",
                "{\"ok\":1,\"data\":{\"data\":[A,B]}}\n{\"ok\":1,\"data\":{\"data\":[C]}}\n{\"ok\":0,\"data\":[]}\n",
                "{\"data\":[A,B],\"hot_data\":[C]}",
                "{\n  \"user\": {\"id\": 7},\n  \"weibo\": [\n    A,\n    B,\n    C\n  ]\n}\n",
                "[{\"comments\":[A]},{\"comments\":[B,C]}]",
                "{\"pages\":[{\"data\":{\"data\":[A]}},{\"data\":{\"data\":[B,C]}}]}"
            })
    void reads_the_same_comments_from_every_form(String form) throws IOException {
        String text = form.replace("indentA", indented(A, "  "))
                .replace("indentB", indented(B, "  "))
                .replace("indentC", indented(C, "  "))
                .replace("plainA", indented(A, ""))
                .replace("plainB", indented(B, ""))
                .replace("plainC", indented(C, ""))
                .replaceAll("\\bA\\b", java.util.regex.Matcher.quoteReplacement(A))
                .replaceAll("\\bB\\b", java.util.regex.Matcher.quoteReplacement(B))
                .replaceAll("\\bC\\b", java.util.regex.Matcher.quoteReplacement(C));

        HeadSample sample = TestSample.of(write(text));

        assertThat(TestSample.rejected(sample)).isEmpty();
        assertThat(TestSample.values(sample, Columns.POST_ID, Columns.COMMENT_ID, Columns.TEXT, Columns.LIKES))
                .containsExactly("p|1|好 [1]|3", "p|2|a\"}{|4", "p|3|c|5");
    }

    @Test
    void tells_the_line_of_each_record() throws IOException {
        assertThat(TestSample.kept(TestSample.of(write("\n[\n" + A + ",\n\n" + C + "\n]"))))
                .containsExactly("3|p|1|好 [1]|3", "5|p|3|c|5");
        assertThat(TestSample.kept(TestSample.of(write("[\n" + indented(A, " ") + ",\n" + indented(C, " ") + "\n]"))))
                .containsExactly("2|p|1|好 [1]|3", "9|p|3|c|5");
        assertThat(TestSample.kept(TestSample.of(write("{\n\"data\":\n[\n" + A + ",\n" + C + ",\n{\"post\""))))
                .containsExactly("4|p|1|好 [1]|3", "5|p|3|c|5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[A,C,", "[\n A,\n C,\n ", "{\"user\":{\"id\":1},\"weibo\":[A,C,", "A\nC\n", "A C "})
    void reads_what_precedes_the_place_where_a_file_is_cut_off(String form) throws IOException {
        String text = form.replace("A", A).replace("C", C) + "{\"post\":\"p\",\"text\":\"[x";

        HeadSample sample = TestSample.of(write(text));

        assertThat(TestSample.values(sample, Columns.COMMENT_ID)).containsExactly("1", "3");
        assertThat(TestSample.rejected(sample))
                .singleElement()
                .asString()
                .contains("|malformed|")
                .endsWith("{\"post\":\"p\",\"text\":\"[x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"post\":\"p\",\"text\":\"x}",
                "{\"post\":\"p\" \"text\":\"x\"}",
                "{\"post\":\"p\",\"text\":}",
                "{\"post\":\"p\",\"text\":\"x\"",
                "{\"post\":\"p\",\"text\":\"x\"],\"a\":1}"
            })
    void rejects_one_broken_record_among_records_that_begin_lines_of_their_own(String broken) throws IOException {
        for (String form : new String[] {"[\n%s,\n%s,\n%s\n]", "{\n\"weibo\": [\n%s,\n%s,\n%s\n]\n}\n"}) {
            Path file = write(String.format(form, indented(A, "  "), indented(broken, "  "), indented(C, "  ")));

            HeadSample sample = TestSample.of(file);

            assertThat(TestSample.values(sample, Columns.COMMENT_ID)).containsExactly("1", "3");
            assertThat(TestSample.rejected(sample))
                    .singleElement()
                    .asString()
                    .contains("|malformed|{")
                    .contains("\"post\":\"p\"")
                    .doesNotContain("\"id\"");
        }
    }

    @Test
    void refuses_a_file_where_nobody_can_tell_the_next_record() throws IOException {
        Path file = write("[" + A + ",{\"post\":\"p\",\"id\":9,\"text\":\"x,\"likes\":1}," + B + "," + C + "]");

        assertThatThrownBy(() -> TestSample.of(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.json is no JSON from line 1 on")
                .hasMessageContaining("one object a line");
    }

    @Test
    void reads_on_after_a_record_that_ends_where_it_should() throws IOException {
        HeadSample sample = TestSample.of(write("[" + A + ",{\"post\":\"p\",\"id\":9,}," + C + ", 4, \"x\", null]"));

        assertThat(TestSample.values(sample, Columns.COMMENT_ID)).containsExactly("1", "3");
        assertThat(TestSample.rejected(sample))
                .containsExactly("1|malformed|{\"post\":\"p\",\"id\":9,}", "1|malformed|4, \"x\", null]");
    }

    @Test
    void rejects_an_object_that_is_too_long_and_reads_on() throws IOException {
        String huge = "{\"post\":\"p\",\"id\":9,\"text\":\"" + "长".repeat(SourceLine.MAX_BYTES) + "\"}";

        IngestedRows staged = TestInput.of(Preset.NONE, write("[" + A + "," + huge + "," + C + "]"))
                .withColumns(Map.of(Field.POST_ID, "post", Field.COMMENT_ID, "id", Field.TEXT, "text"))
                .staged();

        assertThat(staged.kept()
                        .orderBy(Columns.COMMENT_ID)
                        .select(Columns.COMMENT_ID)
                        .collectAsList())
                .hasToString("[[1], [3]]");
        assertThat(staged.rejected().select(Columns.DETAIL).first().getString(0))
                .startsWith("a record of 4194333 characters; at most 4194304 are read");
    }

    @Test
    void reads_an_array_on_one_line_that_is_larger_than_any_record_may_be() throws IOException {
        Path file = folder.resolve("large.json");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"user\":{\"id\":77},\"data\":{\"list\":[");
            for (int i = 0; i < 60_000; i++) {
                out.write((i == 0 ? "" : ",") + A.replace("\"id\":1", "\"id\":" + i));
            }
            out.write("],\"more\":{\"a\":[1,2]}},\"ok\":1}");
        }
        TestInput input = TestInput.of(Preset.NONE, file)
                .withColumns(Map.of(
                        Field.POST_ID, "post",
                        Field.COMMENT_ID, "id",
                        Field.TEXT, "text",
                        Field.BLOGGER_ID, "user.id"));

        IngestedRows staged = input.staged(java.util.Set.of(Field.POST_ID));

        assertThat(staged.counts()).isEqualTo(new IngestCounts(60_000, 60_000, 0, 0, Map.of()));
        assertThat(TestInput.settled(staged)
                        .select(Columns.BLOGGER_ID)
                        .distinct()
                        .first()
                        .getString(0))
                .isEqualTo("77");
    }

    @Test
    void takes_what_rows_lack_from_the_objects_around_them() throws IOException {
        HeadSample sample = TestSample.of(
                write("{\"post\":\"q\",\"user\":{\"id\":7},\"data\":[{\"id\":1,\"text\":\"a\",\"time\":\"2024-05-01\"},"
                        + "{\"id\":2,\"text\":\"b\",\"time\":\"2024-05-01\",\"post\":\"r\",\"uid\":8}]}"),
                Map.of(Field.BLOGGER_ID, "user.id"));

        assertThat(TestSample.values(sample, Columns.COMMENT_ID, Columns.POST_ID, Columns.BLOGGER_ID))
                .containsExactly("1|q|7", "2|r|7");
    }

    @Test
    void unwraps_what_mongoexport_wraps() throws IOException {
        HeadSample sample = TestSample.of(write("""
                {"post":{"$numberLong":"4907199254740993"},"id":{"$oid":"65a0"},"text":"a",\
                "time":{"$date":{"$numberLong":"1714528800000"}},"likes":{"$numberInt":"12"}}
                {"post":{"$numberDouble":"4907199254740992.0"},"id":{"$oid":"65a1"},"text":"b",\
                "time":{"$date":"2024-05-01T02:00:00.000Z"},"likes":{"$numberDouble":"10.0"}}
                {"post":"1","id":{"$oid":"65a2"},"text":"c","time":{"$date":1714528800000},"likes":{"$numberDouble":"NaN"}}
                """));

        assertThat(TestSample.rejected(sample)).isEmpty();
        assertThat(TestSample.values(sample, Columns.POST_ID, Columns.COMMENT_ID, Columns.COMMENT_TIME, Columns.LIKES))
                .containsExactly(
                        "4907199254740993|65a0|1714528800000000|12",
                        "4907199254740992|65a1|1714528800000000|10",
                        "1|65a2|1714528800000000|null");
    }

    @Test
    void reads_numbers_as_they_were_before_pandas_made_floats_of_them() throws IOException {
        HeadSample sample = TestSample.of(write("""
                {"post":4900123456789010.0,"id":5126000.0,"text":"a","time":1741053600.0,"likes":120.0}
                {"post":4900123456789010,"id":100,"text":"b","time":1741053600,"likes":0.0}
                {"post":4.9E+15,"id":1.50,"text":"c","time":1741053600,"likes":NaN}
                """));

        assertThat(TestSample.values(sample, Columns.POST_ID, Columns.COMMENT_ID, Columns.COMMENT_TIME, Columns.LIKES))
                .containsExactly(
                        "4900123456789010|5126000|1741053600000000|120", "4900123456789010|100|1741053600000000|0");
        assertThat(sample.rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.reason()).isEqualTo("damaged_id"));
    }

    @Test
    void drops_half_a_surrogate_pair() throws IOException {
        HeadSample sample = TestSample.of(write("""
                {"post":"p","id":1,"text":"失望\\ud83d","time":"2024-05-01"}
                {"post":"p","id":2,"text":"\\ude00好\\ud83d\\ude00","time":"2024-05-01"}
                """));

        assertThat(TestSample.values(sample, Columns.TEXT)).containsExactly("失望", "好😀");
    }

    @Test
    void rejects_only_the_record_that_cannot_be_decoded() throws IOException {
        for (String form : new String[] {"[%s,%s]", "{\"data\":[%s,%s]}", "[\n%s\n,\n%s\n]"}) {
            rejects_only_the_record_that_cannot_be_decoded(form);
        }
    }

    private void rejects_only_the_record_that_cannot_be_decoded(String form) throws IOException {
        Path file = folder.resolve("a.json");
        String text = String.format(form, A, C.replace("\"c\"", "\"\u00b0\""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : text.split("(?<=\u00b0)|(?=\u00b0)")) {
            bytes.write(part.equals("\u00b0") ? new byte[] {(byte) 0xb0} : part.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, bytes.toByteArray());

        HeadSample sample = TestSample.of(file);

        assertThat(TestSample.values(sample, Columns.COMMENT_ID)).containsExactly("1");
        assertThat(TestSample.rejected(sample)).singleElement().asString().contains("|not_decodable|{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[null,{\"ad\":1},A,B]}",
                "{\"data\":[null,{\"ad\":1},\nA,\nB",
                "[{\"post\":\"p\",\"text\":\"a post\",\"time\":\"2024-04-30\",\"comments\":[A,B]}]",
                "{\"post\":\"p\",\"text\":\"a post\",\"time\":\"2024-04-30\",\"comments\":{\"data\":[A,B]}}\n"
            })
    void reads_comments_that_others_precede_or_surround(String form) throws IOException {
        HeadSample sample = TestSample.of(write(form.replace("A", A).replace("B", B)));

        assertThat(TestSample.values(sample, "post_id", "comment_id", "text"))
                .containsExactlyInAnyOrder("p|1|好 [1]", "p|2|a\"}{");
        assertThat(sample.rejects())
                .isNotEmpty()
                .allMatch(reject -> reject.reason().matches("malformed|no_post_id|unreadable_time"));
    }

    @Test
    void reads_replies_whatever_they_are_called() throws IOException {
        String replied = A.replace(
                "}",
                ",\"children\":[" + B.replace("\"post\":\"p\",", "") + ",{\"more\":" + "{\"list\":[" + C
                        + "]},\"id\":4,\"text\":\"d\",\"time\":\"2024-05-01\"}]}");

        HeadSample sample = TestSample.of(write(replied));

        assertThat(TestSample.values(sample, "post_id", "comment_id", "text"))
                .containsExactlyInAnyOrder("p|1|好 [1]", "p|2|a\"}{", "p|3|c", "p|4|d");
        assertThat(sample.rejects()).isEmpty();
    }

    @Test
    void takes_a_post_for_no_comment_on_itself() throws IOException {
        Path file = Files.writeString(
                folder.resolve("4900123456789012.json"),
                "{\"id\":4900123456789012,\"text\":\"a post\",\"created_at\":\"2024-04-30\","
                        + "\"comments\":[{\"id\":1,\"text\":\"a\",\"created_at\":\"2024-05-01\"}]}");

        HeadSample sample = TestSample.of(TestInput.of(Preset.WEIBO_API, file), file);

        assertThat(TestSample.values(sample, "post_id", "comment_id", "text")).containsExactly("4900123456789012|1|a");
        assertThat(sample.rejects())
                .extracting(HeadSample.Reject::detail)
                .singleElement()
                .isEqualTo("the post itself and no comment on it: it has the post's id");
    }
}
