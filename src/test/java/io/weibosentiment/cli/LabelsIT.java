package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.TestSpark;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the bundled sample to tables that are corrected by labels, with the commands that a user gives. */
class LabelsIT {

    private static final List<String> ADDED =
            List.of("corrected_sentiment", "corrected_se", "corrected_low", "corrected_high", "labels", "correction");

    @TempDir
    private static Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void score_the_sample() {
        LabelsIT commands = new LabelsIT();
        assertThat(commands.run(
                        "score",
                        "--config",
                        "conf/sample.conf",
                        "--model",
                        TinyBundle.path().toString(),
                        "--precision",
                        "float32",
                        "--set",
                        "output.text=false",
                        "--output",
                        folder.resolve("tables").toString()))
                .as(commands.err())
                .isEqualTo(ExitStatus.OK);
    }

    @Test
    void corrects_tables_by_the_labels_of_a_sample() throws IOException {
        Path sheet = folder.resolve("sheet.csv");
        succeed("sample", "--input", tables(), "--size", "120", "--coders", "2", "--output", sheet.toString());
        assertThat(out()).contains("120 of ", "texts     from the crawl: 2 files");
        Path filled = fill(sheet);

        succeed("aggregate", "--input", tables(), "--output", place("raw"), "--window", "month");
        succeed(
                "aggregate",
                "--input",
                tables(),
                "--output",
                place("corrected"),
                "--window",
                "month",
                "--labels",
                filled.toString(),
                "--min-labels",
                "20");

        for (String table : List.of("post_window_sentiment", "blogger_window_sentiment")) {
            Dataset<Row> raw = table("raw", table);
            Dataset<Row> corrected = table("corrected", table);
            List<String> columns = new ArrayList<>(Arrays.asList(raw.columns()));
            assertThat(corrected.drop(ADDED.toArray(String[]::new)).columns()).isEqualTo(raw.columns());
            columns.addAll(ADDED);
            assertThat(corrected.columns()).containsExactlyElementsOf(columns);
            Column[] key = {functions.col("blogger_id"), functions.col("window_start"), functions.col("sentiment")};
            assertThat(corrected.drop(ADDED.toArray(String[]::new)).orderBy(key).collectAsList())
                    .isEqualTo(raw.orderBy(key).collectAsList());
        }
        List<Row> bloggers = table("corrected", "blogger_window_sentiment").collectAsList();
        assertThat(bloggers).isNotEmpty().allSatisfy(row -> {
            double mean = row.getAs("corrected_sentiment");
            assertThat(row.<String>getAs("correction")).isIn("cell", "stratum");
            assertThat(mean).isNotEqualTo(row.<Double>getAs("sentiment"));
            if (!row.isNullAt(row.fieldIndex("corrected_se"))) {
                assertThat(row.<Double>getAs("corrected_low")).isLessThan(mean);
            }
        });
        JsonNode labels = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("corrected/manifest.json")))
                .get("labels");
        assertThat(labels.get("rows").asLong()).isEqualTo(120);
        assertThat(labels.get("labels").asLong()).isEqualTo(117);
        assertThat(labels.get("unlabelled").asLong()).isEqualTo(3);
        assertThat(labels.get("rejected_labels").get("unusable_label").asLong()).isEqualTo(1);
        assertThat(labels.get("not_in_run").asLong()).isZero();
        assertThat(labels.get("represented").asDouble())
                .isCloseTo(labels.get("comments").asDouble(), org.assertj.core.data.Offset.offset(5.0));
        assertThat(bloggers.stream().mapToLong(row -> row.getAs("labels")).sum())
                .isEqualTo(117);
        assertThat(out()).contains("3 of the comments drawn have no label", "117 labelled comments");
    }

    @Test
    void evaluates_by_the_labels_of_a_sample() throws IOException {
        Path sheet = folder.resolve("evaluated.csv");
        succeed("sample", "--input", tables(), "--size", "60", "--coders", "2", "--output", sheet.toString());
        Path figures = folder.resolve("figures.json");
        String[] evaluate = {
            "evaluate",
            "--input",
            labelled(sheet).toString(),
            "--model",
            TinyBundle.path().toString(),
            "--precision",
            "float32",
            "--output",
            place("evaluation"),
            "--json",
            figures.toString(),
            "--replicates"
        };

        succeed(with(evaluate, "50"));
        assertThat(run(with(evaluate, "100001"))).isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err()).contains("--replicates: found 100001; expected 1 to 100000");

        JsonNode json = new ObjectMapper().readTree(Files.readString(figures));
        Dataset<Row> scores = table("tables", "comment_scores")
                .select(functions.col("comment_id"), functions.col("sentiment").as("own"));
        Dataset<Row> evaluated = table("evaluation", "evaluated_texts").join(scores, "comment_id");
        assertThat(json.get("counts").get("evaluated").asLong()).isEqualTo(60);
        assertThat(json.get("agreement").get("krippendorff_alpha").asDouble()).isEqualTo(1);
        assertThat(json.get("effective_rows").asDouble()).isBetween(1.0, 60.0);
        assertThat(evaluated.collectAsList())
                .hasSize(60)
                .allSatisfy(row ->
                        assertThat(row.<Float>getAs("sentiment")).isCloseTo(row.<Float>getAs("own"), within(1e-5f)));
    }

    private static String[] with(String[] args, String last) {
        String[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = last;
        return all;
    }

    /** The sheet with labels of two coders who agree. */
    private static Path labelled(Path sheet) throws IOException {
        String filled = Files.readString(sheet).replaceAll("(?m),\"\",\"\"\r?$", ",\"1\",\"1\"");
        return Files.writeString(sheet, filled.replaceFirst("\"1\",\"1\"", "\"0\",\"0\""));
    }

    @Test
    void explains_sizes_and_refuses_what_cannot_be_used() throws IOException {
        succeed("sample", "--input", tables(), "--explain-size");
        assertThat(out()).contains("comments can be drawn, of 2 bloggers", "±0.05 over all comments needs");

        Path foreign = Files.writeString(folder.resolve("foreign.csv"), "id,label\n1,0\n");
        assertThat(run("aggregate", "--input", tables(), "--output", place("x"), "--labels", foreign.toString()))
                .isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err())
                .contains("has the columns id, label; expected comment_key, inclusion_probability and coder_1");

        Path others = Files.writeString(
                folder.resolve("others.csv"),
                "comment_key,inclusion_probability,coder_1\nc00000000000000000000000000000000,0.5,1\n");
        assertThat(run("aggregate", "--input", tables(), "--output", place("x"), "--labels", others.toString()))
                .isEqualTo(ExitStatus.BAD_USAGE);
        assertThat(err()).contains("labels: of 1 comment drawn");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    /** A spreadsheet's way to write the sheet back, with labels: two rows without, and one that is no label. */
    private static Path fill(Path sheet) throws IOException {
        List<Row> rows = TestSpark.session()
                .read()
                .option("header", true)
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(sheet.toString())
                .collectAsList();
        StringBuilder filled = new StringBuilder(
                "comment_key;run;stratum;inclusion_probability;text;coder_1;coder_2;remarks, if any\r\n");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String first = i < 2 ? "" : i == 2 ? "?" : Integer.toString(i % 3 == 0 ? 1 : 0);
            String second = i < 2 ? "" : i % 2 == 0 ? "0,5" : "1";
            filled.append(String.join(
                            ";",
                            row.<String>getAs("comment_key"),
                            row.getAs("run"),
                            row.getAs("stratum"),
                            row.<String>getAs("inclusion_probability").replace('.', ','),
                            "\"" + row.<String>getAs("text").replace("\"", "\"\"") + "\"",
                            first,
                            second,
                            "")
                    + "\r\n");
        }
        return Files.writeString(folder.resolve("filled.csv"), filled.append(";;;;;;;\r\n"));
    }

    private static Dataset<Row> table(String output, String name) {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve(output).resolve(name).toString());
    }

    private static String tables() {
        return place("tables");
    }

    private static String place(String name) {
        return folder.resolve(name).toString();
    }

    private void succeed(String... args) {
        assertThat(run(args)).as(err()).isEqualTo(ExitStatus.OK);
    }

    private ExitStatus run(String... args) {
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stdout, Clock.systemUTC(), Progress.Style.LINES);
        return new CommandRunner(new CommandContext(stdout, stderr, console, Map.of())).run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
