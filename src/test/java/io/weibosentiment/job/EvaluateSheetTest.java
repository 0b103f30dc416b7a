package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.evaluation.Evaluation;
import io.weibosentiment.labels.evaluation.EvaluationJson;
import io.weibosentiment.labels.evaluation.LabelValues;
import io.weibosentiment.labels.sampling.SpreadsheetText;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.model.TinyBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        Evaluation ofSheet = evaluate("sheet.csv", sheet.toString());
        List<String> scored = published("text");
        List<String> guards = TEXTS.stream().map(SpreadsheetText::guarded).toList();

        assertThat(guards).filteredOn(text -> text.startsWith("'")).hasSizeGreaterThan(4);
        assertThat(scored).containsExactlyInAnyOrderElementsOf(TEXTS);
        assertThat(published("comment_id")).allMatch(id -> id.matches("480000000000000[0-6]"));
        assertThat(ofSheet.figures())
                .isEqualTo(evaluate("plain.csv", plain.toString()).figures());
    }

    @Test
    void texts_that_are_no_sample_keep_their_apostrophes() throws IOException {
        evaluate("labels.csv", "text,label\n'+1 支持,1\n好看,0\n");

        assertThat(published("text")).containsExactlyInAnyOrder("'+1 支持", "好看");
    }

    @Test
    void figures_that_no_row_gives_are_null_in_json() throws IOException {
        ObjectNode json = EvaluationJson.of(evaluate("labels.csv", "text,label\n[哈哈],1\n[哈哈][允悲],1\n"));

        assertThat(json.get("roc_auc").isNull()).isTrue();
        assertThat(json.get("masked").get("rows").asLong()).isZero();
        assertThat(json.get("masked").get("accuracy").isNull()).isTrue();
        assertThat(json.get("counts").get("masked_away").asLong()).isEqualTo(2);
        assertThat(json.toString()).doesNotContain("NaN", "Infinity");
    }

    private List<String> published(String column) {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve("out/evaluated_texts").toString())
                .collectAsList()
                .stream()
                .map(row -> row.<String>getAs(column))
                .toList();
    }

    private Evaluation evaluate(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
        List<String> settings = List.of(
                "input.paths=[\"" + file + "\"]",
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
