package io.weibosentiment.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.words.Polarity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OntologyFileTest {

    private static final String HEADER = "词语,词性种类,词义数,词义序号,情感分类,强度,极性,辅助情感分类,强度,极性";
    private static final String ROWS = """
            暖洋洋,adj,1,1,PA,5,1,,,
            "一波未平,一波又起",idiom,1,1,NE,7.0,2.0,NC,3,2
            凉飕飕,adj,2,1,NN ,3,2,,,
            凉飕飕,adj,2,2,PH,1,1,,,
            """;

    @TempDir
    private Path folder;

    private EmotionOntology read(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        return OntologyFile.read(file.toString(), new Configuration());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, '\uFEFF'", "GB18030, ''", "UTF-16LE, '\uFEFF'"})
    void a_sheet_saved_as_csv_is_read_in_every_encoding(String encoding, String mark) throws IOException {
        EmotionOntology ontology = read(
                "ontology.csv",
                (mark + HEADER + "\r\n" + ROWS.replace("\n", "\r\n")).getBytes(Charset.forName(encoding)));

        assertThat(ontology.triples())
                .containsExactly(
                        new EmotionTriple("暖洋洋", 5, "PA"),
                        new EmotionTriple("一波未平,一波又起", 7, "NE"),
                        new EmotionTriple("一波未平,一波又起", 3, "NC"),
                        new EmotionTriple("凉飕飕", 3, "NN"),
                        new EmotionTriple("凉飕飕", 1, "PH"));
        assertThat(ontology.polarities())
                .isEqualTo(Map.of("暖洋洋", Polarity.POSITIVE, "一波未平,一波又起", Polarity.NEGATIVE, "凉飕飕", Polarity.BOTH));
        assertThat(ontology.described()).isEqualTo("3 emotional words of 5 categories");
    }

    @Test
    void commas_with_a_blank_leave_those_without_in_the_word() throws IOException {
        String text = HEADER.replace(",", ", ") + "\n一波未平,一波又起, idiom, 1.0, 1.0, NE, 7.0, 2.0, , , \n";

        assertThat(read("ontology.csv", text.getBytes(StandardCharsets.UTF_8)).triples())
                .containsExactly(new EmotionTriple("一波未平,一波又起", 7, "NE"));
    }

    /** As texts have them, or they would never be found. */
    @Test
    void words_have_letters_of_one_case_and_width() throws IOException {
        String text = HEADER + "\nＢＳ,verb,1,1,NN,5,2,,,\nMM,noun,1,1,PH,5,1,,,\n";

        assertThat(read("ontology.csv", text.getBytes(StandardCharsets.UTF_8)).polarities())
                .isEqualTo(Map.of("bs", Polarity.NEGATIVE, "mm", Polarity.POSITIVE));
    }

    @Test
    void the_line_that_names_the_separator_is_no_header() throws IOException {
        String text = "sep=;\r\n" + HEADER.replace(',', ';') + "\r\n暖洋洋;adj;1;1;PA;5;1;;;\r\n";

        assertThat(read("ontology.csv", text.getBytes(StandardCharsets.UTF_8)).triples())
                .containsExactly(new EmotionTriple("暖洋洋", 5, "PA"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void a_quote_that_is_not_closed_is_told_and_takes_no_rows_with_it(int rows) {
        String text = HEADER + "\n\"坏的,adj,1,1,NN,7,2,,,\n" + "暖洋洋,adj,1,1,PA,5,1,,,\n".repeat(rows)
                + "\"冷冰冰\",adj,1,1,NN,5,2,,,\n";

        assertInvalid("ontology.csv", text, "a quote in", "is not closed", "save the sheet as CSV again");
    }

    @Test
    void the_seven_columns_are_enough_and_the_file_may_be_compressed() throws IOException {
        Path file = folder.resolve("ontology.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("词语\t词性种类\t词义数\t词义序号\t情感分类\t强度\t极性\n暖洋洋\tadj\t1\t1\tPA\t5\t1\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(OntologyFile.read(file.toString(), new Configuration()).polarities())
                .isEqualTo(Map.of("暖洋洋", Polarity.POSITIVE));
    }

    @Test
    void rows_that_cannot_be_used_are_left_out_and_counted() throws IOException {
        StringBuilder text = new StringBuilder(HEADER + "\n");
        for (int i = 0; i < 80; i++) {
            text.append("词").append(i).append(",adj,1,1,PA,5,1,,,\n");
        }
        text.append(",adj,1,1,PA,5,1,,,\n")
                .append("错一,adj,1,1,XX,5,1,,,\n")
                .append("错二,adj,1,1,PA,12,1,,,\n")
                .append("错三,adj,1,1,PA,5,4,,,\n")
                .append("错四,adj\n")
                .append("二分,adj,1,1,PA,5,1,XX,5,1\n");

        EmotionOntology ontology = read("ontology.csv", text.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(ontology.polarities()).hasSize(81).containsKey("二分");
        assertThat(ontology.rejected())
                .isEqualTo(Map.of(
                        "without a word", 1,
                        "without a known category and an intensity", 2,
                        "without a polarity from 0 to 3", 1,
                        "with too few columns", 1,
                        "with a second category that is none", 1));
        assertThat(ontology.described()).contains("2 without a known category and an intensity");
    }

    @Test
    void a_file_that_is_no_ontology_is_refused() throws IOException {
        assertInvalid("a.csv", "text,label\n好,1\n", "begins with the columns [text, label]", "词语");
        assertInvalid("b.csv", "", "begins with the columns []");
        assertInvalid(
                "c.csv", HEADER + "\n一,a,1,1,XX,5,1,,,\n二,a,1,1,PA,5,1,,,\n", "1 cannot be used", "21 categories");
        assertInvalid("d.xlsx", "PK\u0003\u0004", "save its sheet as CSV");
        assertThatThrownBy(() -> OntologyFile.read(folder.resolve("absent").toString(), new Configuration()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
    }

    private void assertInvalid(String name, String text, String... messages) {
        assertThatThrownBy(() -> read(name, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(messages);
    }

    @Test
    void the_ontology_itself_is_read_whole() {
        Path file = SharedFiles.require("data/lexicon/dlut_emotion_words.csv.gz");

        EmotionOntology ontology = OntologyFile.read(file.toString(), new Configuration());

        assertThat(ontology.triples().stream().map(EmotionTriple::category).distinct())
                .hasSize(21);
        assertThat(ontology.polarities()).hasSizeBetween(27_000, 27_466);
        assertThat(ontology.rejected().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isLessThan(50);
    }
}
