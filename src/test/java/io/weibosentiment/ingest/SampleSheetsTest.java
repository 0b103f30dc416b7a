package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.ingest.SampleSheets.SheetRow;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sheets of sample, in the forms in which spreadsheets save them. */
class SampleSheetsTest {

    private static final String ONE = "c0123456789abcdef0123456789abcdef";
    private static final String OTHER = "cfedcba9876543210fedcba9876543210-1";
    private static final List<SheetRow> EXPECTED = List.of(
            new SheetRow(ONE, "r1", "s1", "0,25", List.of("正面"), Optional.empty()),
            new SheetRow(OTHER, "r1", "s2", "0,5", List.of("0", "1.0"), Optional.empty()));
    private static final String HEADER = "comment_key|run|stratum|inclusion_probability|text|note|coder_1|coder_2";
    private static final String[] ROWS = {
        ONE + "|r1|s1|0,25|\"好看，\n真的\"||正面|", OTHER + "|r1|s2|0,5|\"说|得\"\"对\"\"\"||0|1.0"
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-8, ';', ''",
        "UTF-8, TAB, ''",
        "UTF-8, '|', BOM",
        "GBK, ';', ''",
        "GBK, ';', sep=;",
        "UTF-16LE, TAB, BOM",
        "UTF-16BE, ';', BOM",
        "UTF-8, ';', sep=;"
    })
    void reads_a_sheet_however_it_was_saved(String encoding, String separator, String first) throws IOException {
        String mark = separator.equals("TAB") ? "\t" : separator;
        String prefix = first.equals("BOM") ? "\uFEFF" : first.isEmpty() ? "" : first + "\r\n";
        String text = (HEADER + "\r\n" + String.join("\r\n", ROWS) + "\r\n").replace("|", mark);

        assertThat(read("sheet.csv", prefix + text, Charset.forName(encoding))).isEqualTo(EXPECTED);
    }

    @Test
    void leaves_out_blank_rows_and_columns_and_takes_cut_off_cells_for_blank() throws IOException {
        String sheet = "comment_key;inclusion_probability;note;coder_1;coder_2;;\r\n" + ONE + ";1;;1;;;\r\n" + OTHER
                + ";1\r\n;;;;;;\r\n\r\n";

        assertThat(read("sheet.txt", sheet, StandardCharsets.UTF_8))
                .containsExactly(
                        new SheetRow(ONE, "", "", "1", List.of("1"), Optional.empty()),
                        new SheetRow(OTHER, "", "", "1", List.of(), Optional.empty()));
    }

    @Test
    void keeps_rows_that_are_no_records_with_their_reason() throws IOException {
        String sheet = "comment_key,inclusion_probability,stratum,coder_1\n" + ONE + ",1\n" + OTHER + ",1,s1,0\n";

        assertThat(read("sheet.csv", sheet, StandardCharsets.UTF_8))
                .extracting(SheetRow::unreadable)
                .containsExactly(Optional.of("malformed"), Optional.empty());
    }

    @Test
    void takes_the_column_label_before_those_of_coders() throws IOException {
        String sheet = "comment_key,inclusion_probability,coder_1,coder_anna,Label\n" + ONE + ",1,0,0,1\n";

        assertThat(read("sheet.csv", sheet, StandardCharsets.UTF_8).get(0).labels())
                .containsExactly("1");
        String coders = sheet.replace("Label", "remark");
        assertThat(read("coders.csv", coders, StandardCharsets.UTF_8).get(0).labels())
                .containsExactly("0", "0");
    }

    @Test
    void says_what_is_wrong_with_a_file() throws IOException {
        Files.write(folder.resolve("book.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0});

        assertThatThrownBy(() -> sheets("book.xlsx"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("labels: ")
                .hasMessageContaining("CSV");
        assertThatThrownBy(() -> sheets("none.csv"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> read("other.csv", "id;label\n1;0\n", StandardCharsets.UTF_8))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has the columns id, label; expected comment_key");
    }

    private List<SheetRow> read(String name, String content, Charset charset) throws IOException {
        Files.write(folder.resolve(name), content.getBytes(charset));
        return sheets(name).get(0);
    }

    private List<List<SheetRow>> sheets(String name) {
        return new SampleSheets(TestSpark.session())
                .read(List.of(folder.resolve(name).toString()));
    }
}
