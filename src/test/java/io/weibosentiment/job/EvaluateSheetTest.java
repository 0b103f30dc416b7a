package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.evaluation.Evaluation;
import io.weibosentiment.labels.evaluation.EvaluationJson;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.sampling.SpreadsheetText;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.labels.statistics.Measure;
import io.weibosentiment.model.TinyBundle;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sheets of sample, as people and their spreadsheets give them back. */
class EvaluateSheetTest {

    private static final List<String> TEXTS =
            List.of("@小林 今天真好看", "+1 支持", "=)开心", "'引号'开头", "普通的一条评论", "200000000001", "-_- 无语了");

    @TempDir
    Path folder;

    @Test
    void a_sheet_that_a_spreadsheet_wrote_back_gives_the_scores_of_the_texts() throws IOException {
        StringBuilder plain = new StringBuilder("comment_id,inclusion_probability,stratum,text,coder_1\n");
        StringBuilder sheet = new StringBuilder("\uFEFFcomment_id;inclusion_probability;stratum;text;coder_1\r\n");
        for (int i = 0; i < TEXTS.size(); i++) {
            String id = "480000000000000" + i;
            plain.append(id)
                    .append(",0.125,s1,\"")
                    .append(TEXTS.get(i))
                    .append("\",")
                    .append(i % 2 + "\n");
            String guarded = SpreadsheetText.guarded(TEXTS.get(i));
            sheet.append(SpreadsheetText.guarded(id))
                    .append(";0,125;s1;\"")
                    .append(guarded)
                    .append("\";")
                    .append(i % 2 + ",0\r\n");
        }

        Evaluation ofSheet = evaluateText("sheet.csv", sheet.toString());
        List<String> scored = published("text");
        List<String> guards = TEXTS.stream().map(SpreadsheetText::guarded).toList();

        assertThat(guards).filteredOn(text -> text.startsWith("'")).hasSizeGreaterThan(4);
        assertThat(scored).containsExactlyInAnyOrderElementsOf(TEXTS);
        assertThat(published("comment_id")).allMatch(id -> id.matches("480000000000000[0-6]"));
        assertThat(ofSheet.figures())
                .isEqualTo(evaluateText("plain.csv", plain.toString()).figures());
    }

    @Test
    void texts_that_are_no_sample_keep_their_apostrophes() throws IOException {
        evaluateText("labels.csv", "text,label\n'+1 支持,1\n好看,0\n");

        assertThat(published("text")).containsExactlyInAnyOrder("'+1 支持", "好看");
    }

    @Test
    void figures_that_no_row_gives_are_null_in_json() throws IOException {
        ObjectNode json = EvaluationJson.of(evaluateText("labels.csv", "text,label\n[哈哈],1\n[哈哈][允悲],1\n"));

        assertThat(json.get("roc_auc").isNull()).isTrue();
        assertThat(json.get("masked").get("rows").asLong()).isZero();
        assertThat(json.get("masked").get("accuracy").isNull()).isTrue();
        assertThat(json.get("counts").get("masked_away").asLong()).isEqualTo(2);
        assertThat(json.toString()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void rows_that_nobody_labelled_are_stood_for_by_those_of_their_stratum() throws IOException {
        StringBuilder sheet =
                new StringBuilder("comment_key,inclusion_probability,stratum,text,note,coder_1,coder_2\n");
        for (int i = 0; i < 24; i++) {
            String label = i < 8 || i % 4 == 0 ? i % 2 + "," : i == 9 ? "x," : ",";
            sheet.append(key(i) + (i < 8 ? ",0.5,a" : ",0.25,b") + ",文字 " + i + ",," + label + "\n");
        }

        Evaluation evaluation = evaluateText("sheet.csv", sheet.toString());

        List<Row> rows = rows();
        assertThat(evaluation.counts().rows()).isEqualTo(23);
        assertThat(evaluation.counts().unlabelled()).isEqualTo(11);
        assertThat(evaluation.counts().evaluated()).isEqualTo(12);
        assertThat(rows)
                .filteredOn(row -> row.getAs("label") != null)
                .allSatisfy(row -> assertThat(row.<Double>getAs("weight"))
                        .isEqualTo(row.getAs("stratum").equals("a") ? 2.0 : 4.0 * 16 / 4));
        double positives = rows.stream()
                .filter(row -> Integer.valueOf(1).equals(row.getAs("label")))
                .mapToDouble(row -> row.getAs("weight"))
                .sum();
        assertThat(evaluation.all(Scores.MODEL).orElseThrow().values().get(Measure.POSITIVE_SHARE))
                .isCloseTo(positives / (8 * 2.0 + 4 * 16), within(1e-12));
    }

    @Test
    void sheets_that_coders_filled_in_each_on_their_own_are_one_sample() throws IOException {
        String header = "comment_key;inclusion_probability;stratum;text;coder_1;coder_2\n";
        StringBuilder anna = new StringBuilder(header);
        StringBuilder ben = new StringBuilder(header);
        for (int i = 0; i < 10; i++) {
            String row = key(i) + ";0,5;s1;文字 " + i + ";";
            anna.append(row + i % 2 + ";\n");
            ben.append(row + (i == 3 ? 0 : i % 2) + ";\n");
        }
        write("anna.csv", anna.toString());
        write("ben.csv", ben.toString());

        Evaluation evaluation = evaluate(List.of("anna.csv", "ben.csv"));

        assertThat(evaluation.counts().rows()).isEqualTo(10);
        assertThat(evaluation.counts().disputed()).isEqualTo(1);
        assertThat(evaluation.agreement()).hasValueSatisfying(agreement -> {
            assertThat(agreement.units()).isEqualTo(10);
            assertThat(agreement.unanimous()).isEqualTo(9);
            assertThat(agreement.pairs()).singleElement().satisfies(pair -> {
                assertThat(pair.first()).isEqualTo("coder_1");
                assertThat(pair.second()).isEqualTo("coder_1 of sheet 2");
                assertThat(pair.agreement()).isEqualTo(0.9);
            });
        });
    }

    @Test
    void comments_that_a_sheet_has_twice_or_another_has_with_another_design_do_not_count() throws IOException {
        String header = "comment_key,inclusion_probability,stratum,text,coder_1\n";
        StringBuilder sheet = new StringBuilder(header);
        for (int i = 0; i < 40; i++) {
            sheet.append(key(i) + ",0.5,s1,文字 " + i + "," + i % 2 + "\n");
        }
        write("first.csv", sheet + key(0) + ",0.5,s1,文字 0,1\n");
        write("second.csv", header + key(1) + ",0.4,s1,文字 1,1\n");

        Evaluation evaluation = evaluate(List.of("first.csv", "second.csv"));

        assertThat(evaluation.counts().evaluated()).isEqualTo(38);
        assertThat(evaluation.counts().unlabelled()).isEqualTo(1);
        assertThat(TestSpark.session()
                        .read()
                        .parquet(folder.resolve("out/rejected_comments").toString())
                        .select("reason")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("repeated_comment", "repeated_comment", "conflicting_design");
        assertThat(rows())
                .filteredOn(row -> row.getAs("label") != null)
                .allSatisfy(row -> assertThat(row.<Double>getAs("weight")).isCloseTo(2.0 * 40 / 38, within(1e-12)));
    }

    @ParameterizedTest
    @CsvSource({"GBK, ';'", "UTF-16LE, TAB", "UTF-8, ','"})
    void labels_are_read_in_the_encodings_of_spreadsheets(String encoding, String separator) throws IOException {
        String mark = separator.equals("TAB") ? "\t" : separator;
        String text = "text|label\r\n好看，真的好看|正面\r\n难看|负面\r\n|\r\n".replace("|", mark);
        String bom = encoding.startsWith("UTF-16") ? "\uFEFF" : "";
        Files.write(folder.resolve("labels.csv"), (bom + text).getBytes(Charset.forName(encoding)));

        assertThat(evaluate(List.of("labels.csv")).counts().evaluated()).isEqualTo(2);
        assertThat(published("text")).containsExactlyInAnyOrder("好看，真的好看", "难看");
    }

    private static String key(int number) {
        return "c%032x".formatted(number);
    }

    private List<Row> rows() {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve("out/evaluated_texts").toString())
                .collectAsList();
    }

    private List<String> published(String column) {
        return rows().stream().map(row -> row.<String>getAs(column)).toList();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private Evaluation evaluateText(String name, String content) throws IOException {
        write(name, content);
        return evaluate(List.of(name));
    }

    private Evaluation evaluate(List<String> names) {
        List<String> settings = List.of(
                "input.paths=["
                        + names.stream()
                                .map(name -> "\"" + folder.resolve(name) + "\"")
                                .collect(Collectors.joining(","))
                        + "]",
                "input.max-rejected=20%",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.text=true",
                "output.dir=\"" + folder.resolve("out") + "\"");
        return EvaluateJob.run(
                        new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty())),
                        new EvaluationRequest(
                                LabelledColumns.parse("", Optional.empty()),
                                LabelValues.of(List.of(), List.of()),
                                Optional.empty(),
                                new Bootstrap(20, 1)),
                        QuietSession.open())
                .evaluation()
                .orElseThrow();
    }
}
