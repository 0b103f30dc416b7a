package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.dynamics.FitRequest;
import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.model.TinyBundle;
import io.weibosentiment.output.DerivedTable;
import io.weibosentiment.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The data contract, docs/tables.odcs.yaml, against tables that were just written. */
class DataContractTest {

    private static final Path CONTRACT = Path.of("docs/tables.odcs.yaml");
    private static final String BLOGGER = "1000000001";
    private static final Map<String, String> LOGICAL_TYPES = Map.of(
            "string", "string",
            "timestamp", "timestamp",
            "bigint", "integer",
            "int", "integer",
            "float", "number",
            "double", "number",
            "boolean", "boolean",
            "array<int>", "array",
            "array<float>", "array");

    /** What the run of this test does not ask for; other tests look at these columns. */
    private static final Set<String> NOT_ASKED_FOR =
            Set.of("output.users", "aggregate --labels", "a model with more than two labels");

    private static final Set<String> OF_A_FIT = Set.of(
            Table.INFLUENCE.folder(),
            Table.STUBBORNNESS.folder(),
            Table.FIT_FIGURES.folder(),
            Table.FORECASTS.folder());

    @TempDir
    private static Path folder;

    private static Path tables;

    @BeforeAll
    static void write() throws IOException {
        tables = folder.resolve("tables");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add("{\"post\":\"p" + i % 3 + "\",\"who\":\"" + BLOGGER + "\",\"said\":\"天气 " + i % 3
                    + "\",\"text\":\"好看 " + i + "\",\"time\":\"2025-03-0" + (1 + i % 9) + " 12:00:00\",\"likes\":" + i
                    + "}");
        }
        lines.add("{\"post\":\"p1\",\"text\":\"没有时间\"}");
        lines.add("{\"post\":\"p2\",\"text\":\"\",\"time\":\"2025-03-02 12:00:00\"}");
        Path comments = Files.write(folder.resolve("comments.jsonl"), lines);
        ConfigLoader loader = new ConfigLoader(Map.of());
        List<String> settings = List.of(
                "input.paths=[\"" + comments + "\"]",
                "input.columns.post-id=post",
                "input.columns.blogger-id=who",
                "input.columns.post-text=said",
                "input.columns.text=text",
                "input.columns.comment-time=time",
                "input.columns.likes=likes",
                "aggregate.windows=[week]",
                "aggregate.trajectories.replicates=2",
                "scoring.posts=true",
                "output.text=true",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=\"" + tables + "\"");
        ScoreJob.run(loader.load(new ConfigSources(List.of(), settings, Optional.empty())), QuietSession.open());
        SensitivityJob.run(
                SensitivityInput.of(tables.toString(), List.of(), new Configuration(), loader), 1, QuietSession.open());
        evaluate(loader);
        fit(loader);
    }

    private static void fit(ConfigLoader loader) {
        List<String> settings = List.of(
                "input.paths=[\"src/test/resources/io/weibosentiment/dynamics/matrix.csv\"]",
                "output.dir=\"" + folder.resolve("fits") + "\"");
        FitRequest request = new FitRequest(
                FitRequest.models(List.of(FitRequest.ALL)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty());
        FitJob.run(loader.load(new ConfigSources(List.of(), settings, Optional.empty())), request, QuietSession.open());
    }

    private static void evaluate(ConfigLoader loader) throws IOException {
        Path labelled = Files.write(folder.resolve("labels.csv"), List.of("text,label", "好看 1,1", "难看 2,0"));
        List<String> settings = List.of(
                "input.paths=[\"" + labelled + "\"]",
                "output.text=true",
                "model.bundle=" + TinyBundle.path(),
                "model.precision=float32",
                "output.dir=\"" + folder.resolve("evaluation") + "\"");
        EvaluationRequest request = new EvaluationRequest(
                LabelledColumns.parse("", Optional.empty()),
                LabelValues.of(List.of(), List.of()),
                Optional.empty(),
                new Bootstrap(10, 1));
        EvaluateJob.run(
                loader.load(new ConfigSources(List.of(), settings, Optional.empty())), request, QuietSession.open());
    }

    static Stream<String> tableNames() {
        return Stream.concat(Arrays.stream(Table.values()).map(Table::folder), Stream.of(DerivedTable.SENSITIVITY));
    }

    @ParameterizedTest
    @MethodSource("tableNames")
    void has_every_column_of_a_table_with_its_type(String table) throws IOException {
        Map<String, String> written = new LinkedHashMap<>();
        for (StructField field : read(table).schema().fields()) {
            written.put(field.name(), field.dataType().simpleString());
        }
        if (table.startsWith(Table.TRAJECTORIES.folder())) {
            assertThat(written.remove(BLOGGER)).isEqualTo(custom(object(table), "otherColumns"));
        }
        Map<String, String> declared = new LinkedHashMap<>();
        for (Map<String, Object> property : properties(table)) {
            if (!NOT_ASKED_FOR.contains(Objects.toString(custom(property, "onlyWith")))) {
                declared.put((String) property.get("name"), (String) property.get("physicalType"));
            }
        }

        assertThat(declared)
                .as("columns of %s in %s (found), against those that are written (expected)", table, CONTRACT)
                .containsExactlyEntriesOf(written);
    }

    @ParameterizedTest
    @MethodSource("tableNames")
    void says_which_columns_always_have_a_value(String table) throws IOException {
        Dataset<Row> rows = read(table);
        assertThat(rows.count()).as("rows of %s", table).isPositive();
        for (Map<String, Object> property : properties(table)) {
            String name = (String) property.get("name");
            if (Boolean.TRUE.equals(property.get("required"))) {
                assertThat(rows.where(rows.col(name).isNull()).count())
                        .as("rows of %s without %s, which %s requires", table, name, CONTRACT)
                        .isZero();
            }
        }
    }

    @Test
    void has_the_tables_and_no_other_and_types_of_the_standard() throws IOException {
        assertThat(contract()).containsEntry("apiVersion", "v3.1.0").containsEntry("kind", "DataContract");
        assertThat(objects().stream().map(object -> (String) object.get("name")))
                .containsExactlyInAnyOrderElementsOf(tableNames().toList());
        for (Map<String, Object> object : objects()) {
            for (Map<String, Object> property : properties((String) object.get("name"))) {
                assertThat(property.get("logicalType"))
                        .as("%s in %s", property.get("name"), object.get("name"))
                        .isEqualTo(LOGICAL_TYPES.getOrDefault((String) property.get("physicalType"), "object"));
                assertThat((String) property.get("description")).isNotBlank();
            }
        }
    }

    private static Dataset<Row> read(String table) {
        Path place = table.equals(Table.EVALUATED_TEXTS.folder())
                ? folder.resolve("evaluation")
                : OF_A_FIT.contains(table) ? folder.resolve("fits") : tables;
        return TestSpark.session().read().parquet(place.resolve(table).toString());
    }

    private static Map<String, Object> contract() throws IOException {
        return new Yaml().load(Files.readString(CONTRACT));
    }

    @SuppressWarnings("unchecked") // as YAML has it
    private static List<Map<String, Object>> objects() throws IOException {
        return (List<Map<String, Object>>) contract().get("schema");
    }

    private static Map<String, Object> object(String table) throws IOException {
        return objects().stream()
                .filter(object -> object.get("name").equals(table))
                .findFirst()
                .orElseThrow(() -> new AssertionError(CONTRACT + " has no table " + table));
    }

    @SuppressWarnings("unchecked") // as YAML has it
    private static List<Map<String, Object>> properties(String table) throws IOException {
        return (List<Map<String, Object>>) object(table).get("properties");
    }

    /** A custom property of a table or column; null if it has none of that name. */
    @SuppressWarnings("unchecked") // as YAML has it
    private static Object custom(Map<String, Object> element, String name) {
        List<Map<String, Object>> custom =
                (List<Map<String, Object>>) element.getOrDefault("customProperties", List.of());
        return custom.stream()
                .filter(property -> property.get("property").equals(name))
                .map(property -> property.get("value"))
                .findFirst()
                .orElse(null);
    }
}
