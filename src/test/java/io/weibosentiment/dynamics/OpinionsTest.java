package io.weibosentiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpinionsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path folder;

    @Test
    void reads_the_form_of_the_published_csv() throws IOException {
        Opinions opinions = read(
                "window_start,1000000001,\"a,\"\"b\"\"\"",
                "2024-01-07T16:00:00Z,0.25,1.0E-4",
                "2024-01-14T16:00:00Z,1,0.5");

        assertThat(opinions.agents()).containsExactly("1000000001", "a,\"b\"");
        assertThat(opinions.x()).isDeepEqualTo(new double[][] {{0.25, 1e-4}, {1, 0.5}});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date,a,b                | header
            window_start            | header
            a,window_start          | header
            """)
    void another_header_is_not_a_matrix(String header, String expected) {
        assertThatThrownBy(() -> read(header, "2024-01-07T16:00:00Z,0.5,0.5"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("window_start");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-01-14T16:00:00Z,0.5         | line 3: found 2 fields; the header has 3
            2024-01-14T16:00:00Z,0.5,0.5,0.5 | line 3: found 4 fields; the header has 3
            2024-01-14T16:00:00Z,0.5,high    | line 3: found 'high' for b; expected a number
            2024-01-14T16:00:00Z,0.5,0.5f    | line 3: found '0.5f' for b; expected a number
            14.1.2024,0.5,0.5                | line 3: found the time '14.1.2024'
            2024-01-07T16:00:00Z,0.5,0.5     | line 3: window 2024-01-07T16:00:00Z follows
            2024-01-14T16:00:00Z,0.5,"0.5    | line 3: a quoted field is not closed
            2024-01-14T16:00:00Z,0.5,1.5     | 1 value is not from 0 to 1: b in window 2024-01-14T16:00:00Z (1.5)
            2024-01-14T16:00:00Z,-0.1,0.5    | not from 0 to 1: a in window
            2024-01-14T16:00:00Z,,0.5        | 1 cell is empty: a in window 2024-01-14T16:00:00Z
            2024-01-14T16:00:00Z,NaN,0.5     | 1 cell is empty
            """)
    void says_which_line_or_cell_is_bad(String line, String expected) {
        assertThatThrownBy(() -> read("window_start,a,b", "2024-01-07T16:00:00Z,0.5,0.6", line)
                        .checked("m.csv"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void windows_that_are_missing_are_a_gap() {
        assertThatThrownBy(() -> read(
                                "window_start,a,b",
                                "2024-01-07T16:00:00Z,0.5,0.6",
                                "2024-01-14T16:00:00Z,0.5,0.6",
                                "2024-01-28T16:00:00Z,0.5,0.6")
                        .checked("m.csv"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between the windows 2024-01-14T16:00:00Z and 2024-01-28T16:00:00Z");
    }

    @Test
    void months_are_no_gap() throws IOException {
        Opinions months = read(
                "window_start,a,b",
                "2024-01-31T16:00:00Z,0.5,0.6",
                "2024-02-29T16:00:00Z,0.5,0.6",
                "2024-03-31T16:00:00Z,0.5,0.7");

        assertThat(months.checked("m.csv")).isSameAs(months);
    }

    @Test
    void one_column_and_one_twice_are_refused() {
        assertThatThrownBy(
                        () -> read("window_start,a", "2024-01-07T16:00:00Z,0.5").checked("m.csv"))
                .hasMessageContaining("found 1 column of bloggers");
        assertThatThrownBy(() ->
                        read("window_start,a,a", "2024-01-07T16:00:00Z,0.5,0.5").checked("m.csv"))
                .hasMessageContaining("column 'a' is there twice");
    }

    @Test
    void reads_names_with_commas_quotes_and_line_breaks() throws IOException {
        Opinions opinions = read(
                "window_start,\"a, b\",\"\"\"c\"\"",
                "d\",人民日报",
                "2024-01-07T16:00:00Z,0.5,0.6,0.7",
                "",
                "2024-01-14T16:00:00Z,0.4,0.5,0.6");

        assertThat(opinions.agents()).containsExactly("a, b", "\"c\"\nd", "人民日报");
        assertThat(opinions.x()).isDeepEqualTo(new double[][] {{0.5, 0.6, 0.7}, {0.4, 0.5, 0.6}});
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-08", "2024/1/8", "2024-01-08 00:00:00", "2024-01-07T16:00:00Z"})
    void a_start_without_a_zone_is_one_of_the_zone_that_is_given(String start) throws IOException {
        Opinions opinions = read("window_start,a,b", start + ",0.5,0.6");

        assertThat(opinions.starts()).containsExactly(Instant.parse("2024-01-07T16:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTF-8    | ;  | ''
            UTF-8    | ,  | bom
            GB18030  | ,  | ''
            GB18030  | ;  | ''
            UTF-16LE | TAB | bom
            """)
    void reads_other_encodings_and_separators(String charset, String separator, String mark) throws IOException {
        String text = String.join(
                "\r\n",
                "window_start,人民日报,\"新华社, 北京\",,",
                "2024-01-08,0.5,0.25,,",
                "2024-01-15,0.75,1e-3,,",
                ",,,,",
                "");
        String written = text.replace(", ", "\0")
                .replace(",", separator.replace("TAB", "\t"))
                .replace("\0", ", ");
        Path file = folder.resolve("m.csv");
        Files.write(file, ((mark.isEmpty() ? "" : "\uFEFF") + written).getBytes(Charset.forName(charset)));

        Opinions opinions = read(file);

        assertThat(opinions.agents()).containsExactly("人民日报", "新华社, 北京");
        assertThat(opinions.x()).isDeepEqualTo(new double[][] {{0.5, 0.25}, {0.75, 1e-3}});
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-15", "2024-01-15T00:00", "2024-01-14T16:00:00Z", "2024-01-15T00:00:00+08:00"})
    void a_window_is_named_by_its_start_in_the_zone_or_as_a_moment(String window) throws IOException {
        assertThat(three().rowsUntil(window, SHANGHAI)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-01-16 | no window begins then; 3 windows begin from 2024-01-08 to 2024-01-22
            week 2     | found 'week 2'; expected the start of a window
            """)
    void a_window_that_is_not_there_is_refused(String window, String expected) {
        assertThatThrownBy(() -> three().rowsUntil(window, SHANGHAI))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void needs_as_many_windows_as_a_model_reaches_back() throws IOException {
        Opinions opinions = three();

        opinions.requireFit(DynamicsModel.FRIEDKIN_JOHNSEN_LAG1, 3);
        assertThatThrownBy(() -> opinions.requireFit(DynamicsModel.FRIEDKIN_JOHNSEN_LAG2, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("friedkin-johnsen-lag2 needs at least 4 windows to be fitted to; found 3");
    }

    @Test
    void a_column_that_never_changes_is_refused_by_the_rows_to_fit_to() throws IOException {
        Opinions opinions = three();

        assertThatThrownBy(() -> opinions.requireFit(DynamicsModel.FRENCH_DEGROOT, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column b never changes in the 2 windows");
        opinions.requireFit(DynamicsModel.FRENCH_DEGROOT, 3);
    }

    private Opinions three() throws IOException {
        return read(
                "window_start,a,b",
                "2024-01-07T16:00:00Z,0.5,0.6",
                "2024-01-14T16:00:00Z,0.4,0.6",
                "2024-01-21T16:00:00Z,0.5,0.7");
    }

    private Opinions read(String... lines) throws IOException {
        return read(Files.write(folder.resolve("m.csv"), List.of(lines)));
    }

    private static Opinions read(Path file) throws IOException {
        return OpinionsCsv.read(new org.apache.hadoop.fs.Path(file.toString()), SHANGHAI, new Configuration());
    }
}
