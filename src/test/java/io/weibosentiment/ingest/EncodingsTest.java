package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodingsTest {

    private static final String CSV = "post,id,text,time,likes\r\np,1,好😀吃,2024-05-01,7\r\n";
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Map<Field, String> COLUMNS = Map.of(
            Field.POST_ID, "post",
            Field.COMMENT_ID, "id",
            Field.TEXT, "text",
            Field.COMMENT_TIME, "time",
            Field.LIKES, "likes");

    @TempDir
    private Path folder;

    private HeadSample read(String name, byte[] bytes, String encoding) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        return TestSample.of(
                TestInput.of(Preset.NONE, file).withColumns(COLUMNS).encodedIn(encoding), file);
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                bytes.write(number);
            } else {
                bytes.writeBytes(((String) part).getBytes(GB18030));
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, true", "UTF-16BE, true", "UTF-16LE, false", "UTF-16BE, false", "UTF-8, true"})
    void reads_the_encoding_that_a_file_shows_whatever_was_declared(String encoding, boolean isMarked)
            throws IOException {
        byte[] csv = ((isMarked ? "\uFEFF" : "") + CSV).getBytes(Charset.forName(encoding));

        assertThat(TestSample.kept(read("a.csv", csv, "GBK"))).containsExactly("2|p|1|好😀吃|7");

        String json = "{\"post\":\"p\",\"id\":\"1\",\"text\":\"好😀吃\",\"time\":\"2024-05-01\",\"likes\":7}";
        for (String form : new String[] {json, "[" + json + "]", "[\n" + json + "\n]"}) {
            byte[] document = ((isMarked ? "\uFEFF" : "") + form).getBytes(Charset.forName(encoding));

            assertThat(TestSample.values(read("a.json", document, "GBK"), "text", "likes"))
                    .containsExactly("好😀吃|7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB2312", "x-mswin-936", "GB18030"})
    void reads_chinese_encodings_as_browsers_do(String encoding) throws IOException {
        byte[] csv = bytes(CSV, "p,2,不到20", 0x80, ",2024-05-01,8\n");

        assertThat(TestSample.kept(read("a.csv", csv, encoding))).containsExactly("2|p|1|好😀吃|7", "3|p|2|不到20€|8");

        byte[] json = bytes("[{\"post\":\"p\",\"text\":\"20", 0x80, "😀\",\"time\":\"2024-05-01\"}\n]");

        assertThat(TestSample.values(read("a.json", json, encoding), "text")).containsExactly("20€😀");
    }

    @Test
    void rejects_what_is_no_text_in_the_encoding() throws IOException {
        byte[] csv = bytes("post,id,text,time,likes\np,1,", 0x81, 0x20, ",2024-05-01,7\np,2,好,2024-05-01,8\n");

        HeadSample sample = read("a.csv", csv, "GBK");

        assertThat(TestSample.kept(sample)).containsExactly("3|p|2|好|8");
        assertThat(sample.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.reason()).isEqualTo("not_decodable");
            assertThat(reject.line()).hasValue(2);
        });
    }

    @Test
    void takes_utf_8_for_itself_among_files_that_are_declared_chinese() throws IOException {
        byte[] csv = "post,id,text,time,likes\np,1,支持一下吧,2024-05-01,7\n".getBytes(StandardCharsets.UTF_8);

        assertThat(TestSample.kept(read("a.csv", csv, "GBK"))).containsExactly("2|p|1|支持一下吧|7");
    }

    @Test
    void names_the_encodings_that_fit() {
        assertThat(Encodings.fitting("好吃".getBytes(StandardCharsets.UTF_8))).contains("utf-8");
        assertThat(Encodings.fitting("好吃得".getBytes(GB18030))).containsExactly("gb18030");
        assertThat(Encodings.fitting("plain".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly("utf-8", "gb18030");
        assertThat(Encodings.fitting("\uFEFF好".getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly("utf-16");
        assertThat(Encodings.fitting(bytes(0xff, 0xff, "a"))).isEmpty();
        byte[] cut = "好".getBytes(StandardCharsets.UTF_8);
        assertThat(Encodings.fitting(java.util.Arrays.copyOf(cut, 2))).contains("utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "504b0304 | save a workbook's sheet as CSV",
                "53514c69746520666f726d6174203300 | sqlite3 -header -csv weibodata.db",
                "1f8b08 | let its name end in .gz",
                "28b52ffd | let its name end in .zst",
                "fd377a585a00 | let its name end in .xz",
                "50415231 | let its name end in .parquet",
                "89504e47 | a picture (PNG)",
                "ffd8ffe0 | a picture (JPEG)",
                "474946383961 | a picture (GIF)",
                "d0cf11e0 | an Excel workbook",
                "3c21444f43545950452068746d6c3e | a web page (HTML)"
            })
    void refuses_files_that_are_no_text_and_says_how_to_get_the_data(String magic, String message) throws IOException {
        byte[] start = java.util.HexFormat.of().parseHex(magic);
        byte[] file = java.util.Arrays.copyOf(start, start.length + 100);

        assertThat(FileShape.foreign(file)).get().asString().contains(message);
        assertThatThrownBy(() -> read("a.csv", file, "UTF-8"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.csv is ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "post,text\n", "{\"a\":1}\n", "ORC,BZh,PAR1\n", "BZh,text\nx,y\n", "\uFEFFid,text\n"})
    void takes_text_for_text(String text) {
        assertThat(FileShape.foreign(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void reads_a_batch_of_utf_8_that_was_appended_to_a_chinese_file() throws IOException {
        byte[] first = "post,id,text,time,likes\np,1,好好吃,2024-05-01,7\np,2,联通联通,2024-05-01,8\n".getBytes(GB18030);
        byte[] second = "p,3,不错不错,2024-05-01,9\n".getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThat(TestSample.kept(read("a.csv", both, "GBK")))
                .containsExactly("2|p|1|好好吃|7", "3|p|2|联通联通|8", "4|p|3|不错不错|9");
    }
}
