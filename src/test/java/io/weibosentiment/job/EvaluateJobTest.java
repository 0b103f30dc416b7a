package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.evaluation.Evaluation;
import io.weibosentiment.labels.evaluation.EvaluationJson;
import io.weibosentiment.labels.evaluation.EvaluationTable;
import io.weibosentiment.labels.evaluation.Group.Part;
import io.weibosentiment.labels.evaluation.Group.Scores;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.labels.statistics.GroupFigures;
import io.weibosentiment.labels.statistics.Measure;
import io.weibosentiment.model.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateJobTest {

    private static final int TEXTS = 40;

    @TempDir
    Path folder;

    @Test
    void figures_are_those_of_the_rows_it_publishes() throws IOException {
        Evaluation evaluation = evaluate(labelled("labels.csv"), "");

        List<Row> rows = published();
        GroupFigures all = evaluation.all(Scores.MODEL).orElseThrow();
        assertThat(all.rows()).isEqualTo(TEXTS);
        assertThat(all.values().get(Measure.ACCURACY)).isCloseTo(accuracy(rows, "sentiment"), within(1e-12));
        assertThat(all.values().get(Measure.ROC_AUC)).isCloseTo(auc(rows, "sentiment"), within(1e-12));
        GroupFigures masked = evaluation.all(Scores.MASKED).orElseThrow();
        assertThat(masked.rows()).isEqualTo(TEXTS - 1);
        assertThat(masked.values().get(Measure.ACCURACY)).isCloseTo(accuracy(rows, "masked_sentiment"), within(1e-12));
        assertThat(masked.values().get(Measure.ROC_AUC)).isCloseTo(auc(rows, "masked_sentiment"), within(1e-12));
        assertThat(evaluation.counts().maskedAway()).isEqualTo(1);
        assertThat(evaluation.counts().byRule()).isEqualTo(1);
    }

    @Test
    void parts_divide_the_rows() throws IOException {
        Evaluation evaluation = evaluate(labelled("labels.csv"), "");

        for (Part part : List.of(Part.LENGTH, Part.EMOTICONS, Part.WINDOW)) {
            assertThat(evaluation.part(Scores.MODEL, part).values().stream().mapToLong(GroupFigures::rows))
                    .as(part.key())
                    .hasSizeGreaterThan(1)
                    .satisfies(sizes -> assertThat(
                                    sizes.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(TEXTS));
        }
        assertThat(evaluation.part(Scores.MODEL, Part.WINDOW)).containsOnlyKeys("2025-03-01T00:00", "2025-03-02T00:00");
    }

    @Test
    void every_format_gives_the_same_figures() throws IOException {
        Path csv = labelled("labels.csv");
        SparkSession spark = TestSpark.session();
        var rows = spark.read().option("header", true).csv(csv.toString());
        rows.coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .json(folder.resolve("json").toString());
        rows.coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder.resolve("parquet").toString());

        Evaluation ofCsv = evaluate(csv, "");
        for (String format : List.of("json", "parquet")) {
            Evaluation same = evaluate(folder.resolve(format), "");
            assertThat(same.figures()).as(format).isEqualTo(ofCsv.figures());
            assertThat(same.counts()).isEqualTo(ofCsv.counts());
        }
    }

    @Test
    void rows_that_say_neither_are_rejected_with_their_reason() throws IOException {
        List<String> lines = new ArrayList<>(List.of("review,label"));
        for (int i = 0; i < 6; i++) {
            lines.add("好看 " + i + "," + (i % 2 == 0 ? "正面" : "0.0"));
        }
        lines.add("一般,2");
        lines.add("没有标签,");
        Path file = Files.write(folder.resolve("labels.csv"), lines);

        EvaluateJob.Outcome outcome = run(file, "", Optional.empty(), "input.max-rejected=50%");

        assertThat(outcome.summary().manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(8, 6, 0, 2, Map.of("unusable_label", 2L)));
        assertThat(outcome.summary().hasRejects()).isTrue();
        assertThat(TestSpark.session()
                        .read()
                        .parquet(folder.resolve("out/rejected_comments").toString())
                        .select("raw", "reason", "detail")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("一般", "没有标签");
        assertThatThrownBy(() -> run(file, "", Optional.empty()))
                .isInstanceOf(RejectLimitExceededException.class)
                .hasMessageContaining("2");
    }

    @Test
    void a_sample_that_people_filled_in_is_weighted_and_its_coders_compared() throws IOException {
        List<String> lines = new ArrayList<>(List.of("comment_id,stratum,inclusion_probability,text,coder_1,coder_2"));
        for (int i = 0; i < TEXTS; i++) {
            String second = i % 10 == 0 ? "" : Integer.toString(i % 5 == 1 ? 1 - i % 2 : i % 2);
            lines.add(i + "," + (i < 20 ? "a,0.5" : "b,0.125") + ",好看 " + i + "," + i % 2 + "," + second);
        }
        Evaluation evaluation = evaluate(Files.write(folder.resolve("sample.csv"), lines), "");

        GroupFigures all = evaluation.all(Scores.MODEL).orElseThrow();
        List<Row> rows = published();
        double right = 0;
        double weights = 0;
        for (Row row : rows) {
            if (row.getAs("label") != null) {
                double weight = 1 / row.<Double>getAs("inclusion_probability");
                weights += weight;
                right += isRight(row, "sentiment") ? weight : 0;
            }
        }
        assertThat(evaluation.counts().disputed()).isEqualTo(8);
        assertThat(all.rows()).isEqualTo(TEXTS - 8);
        assertThat(all.values().get(Measure.ACCURACY)).isCloseTo(right / weights, within(1e-12));
        assertThat(all.effectiveRows()).isLessThan((double) all.rows());
        assertThat(evaluation.agreement()).hasValueSatisfying(agreement -> {
            assertThat(agreement.units()).isEqualTo(36);
            assertThat(agreement.unanimous()).isEqualTo(28);
            assertThat(agreement.pairs()).singleElement().satisfies(pair -> {
                assertThat(pair.first()).isEqualTo("coder_1");
                assertThat(pair.agreement()).isCloseTo(28 / 36.0, within(1e-12));
            });
        });
    }

    @Test
    void a_model_against_itself_differs_in_nothing() throws IOException {
        Path copy = folder.resolve("same");
        TinyBundle.copyTo(copy);
        Evaluation evaluation = run(labelled("labels.csv"), "", Optional.of(copy.toString()))
                .evaluation()
                .orElseThrow();

        assertThat(evaluation.paired()).hasValueSatisfying(paired -> {
            assertThat(paired.rows()).isEqualTo(TEXTS);
            assertThat(paired.differences().values())
                    .allSatisfy(value -> assertThat(value).isZero());
            assertThat(paired.mcnemar().exactP()).isEqualTo(1);
        });
        assertThat(evaluation.all(Scores.AGAINST).orElseThrow().values())
                .isEqualTo(evaluation.all(Scores.MODEL).orElseThrow().values());
    }

    @Test
    void scores_of_others_are_compared_without_labels() throws IOException {
        Evaluation labelled = evaluate(labelled("labels.csv"), "");
        List<String> lines = new ArrayList<>(List.of("text,theirs"));
        for (Row row : published()) {
            if (row.getAs("sentiment") != null) {
                lines.add("\"" + row.<String>getAs("text") + "\"," + (1 - row.<Float>getAs("sentiment")));
            }
        }
        Path file = Files.write(folder.resolve("scores.csv"), lines);

        Evaluation evaluation = EvaluateJob.run(
                        config(file),
                        new EvaluationRequest(
                                LabelledColumns.parse("", Optional.of("theirs")),
                                LabelValues.of(List.of(), List.of()),
                                Optional.empty(),
                                new Bootstrap(50, 1)),
                        QuietSession.open())
                .evaluation()
                .orElseThrow();

        assertThat(labelled.reference()).isEmpty();
        assertThat(evaluation.all(Scores.MODEL)).isEmpty();
        assertThat(evaluation.reference()).hasValueSatisfying(reference -> {
            assertThat(reference.rows()).isEqualTo(TEXTS);
            assertThat(reference.values().get("pearson")).isCloseTo(-1, within(1e-6));
            assertThat(reference.values().get("spearman")).isCloseTo(-1, within(1e-6));
        });
        assertThat(EvaluationTable.of(evaluation)).anyMatch(line -> line.contains("spearman"));
    }

    @Test
    void json_has_the_figures_and_the_same_keys_under_masked() throws IOException {
        ObjectNode json = EvaluationJson.of(evaluate(labelled("labels.csv"), ""));

        for (String key : List.of("accuracy", "f1_macro", "roc_auc", "brier", "calibration_error")) {
            assertThat(json.get(key).isNumber()).as(key).isTrue();
            assertThat(json.get("masked").get(key).isNumber())
                    .as("masked " + key)
                    .isTrue();
        }
        assertThat(json.get("reliability")).hasSize(10);
        assertThat(json.get("by_emoticons").get("with").get("rows").asLong()).isPositive();
        assertThat(json.get("intervals").get("f1_macro")).hasSize(2);
    }

    @Test
    void columns_that_are_not_there_are_named() throws IOException {
        Path file = Files.write(folder.resolve("labels.csv"), List.of("comment,label", "好看,1"));

        assertThatThrownBy(() -> evaluate(file, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'text' or 'review'")
                .hasMessageContaining("comment, label")
                .hasMessageContaining("--columns text=COLUMN");
        assertThatThrownBy(() -> evaluate(file, "text=comment,label=label,label=other"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'label' and 'other'");
        assertThatThrownBy(() -> evaluate(file, "text=comment,sentiment=label"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'sentiment=label'");
    }

    /** Labelled texts of several lengths on two days, one of emoticons only and one that is empty. */
    private Path labelled(String name) throws IOException {
        List<String> lines = new ArrayList<>(List.of("comment_time,label,text"));
        for (int i = 0; i < TEXTS - 1; i++) {
            String emoticon = i % 3 == 0 ? "[哈哈]" : "";
            lines.add("2025-03-0" + (1 + i % 2) + " 12:00:00," + (i % 4 == 0 ? 1 : 0) + "," + "好看".repeat(1 + i % 12)
                    + " " + i + emoticon);
        }
        lines.add("2025-03-01 12:00:00,1,[允悲][哈哈]");
        lines.add("2025-03-01 12:00:00,1,");
        return Files.write(folder.resolve(name), lines);
    }

    private List<Row> published() {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve("out/evaluated_texts").toString())
                .collectAsList();
    }

    private static boolean isRight(Row row, String score) {
        return row.<Float>getAs(score) >= 0.5f == (row.<Integer>getAs("label") == 1);
    }

    private static double accuracy(List<Row> rows, String score) {
        return rows.stream()
                .filter(row -> row.getAs(score) != null)
                .mapToInt(row -> isRight(row, score) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static double auc(List<Row> rows, String score) {
        double won = 0;
        long pairs = 0;
        List<Row> scored = rows.stream().filter(row -> row.getAs(score) != null).toList();
        for (Row one : scored) {
            for (Row other : scored) {
                if (one.<Integer>getAs("label") == 1 && other.<Integer>getAs("label") == 0) {
                    pairs++;
                    won += (Integer.signum(Float.compare(one.getAs(score), other.getAs(score))) + 1) / 2.0;
                }
            }
        }
        return won / pairs;
    }

    private Evaluation evaluate(Path file, String columns) {
        return run(file, columns, Optional.empty()).evaluation().orElseThrow();
    }

    private EvaluateJob.Outcome run(Path file, String columns, Optional<String> against, String... more) {
        EvaluationRequest request = new EvaluationRequest(
                LabelledColumns.parse(columns, Optional.empty()),
                LabelValues.of(List.of(), List.of()),
                against,
                new Bootstrap(50, 1));
        return EvaluateJob.run(config(file, more), request, QuietSession.open());
    }

    private JobConfig config(Path file, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "input.paths=[\"" + file + "\"]",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.text=true",
                "output.dir=\"" + folder.resolve("out") + "\""));
        settings.addAll(List.of(more));
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(), settings, Optional.empty()));
    }
}
