package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.dynamics.DynamicsModel;
import io.weibosentiment.dynamics.FitRequest;
import io.weibosentiment.ingest.ScoredColumns;
import io.weibosentiment.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitJobTest {

    private static final ConfigLoader LOADER = new ConfigLoader(Map.of());
    private static final Path MATRIX = Path.of("src/test/resources/io/weibosentiment/dynamics/matrix.csv");

    @TempDir
    Path folder;

    @Test
    void writes_every_table_as_parquet_and_csv_with_a_manifest() throws IOException {
        Path fits = folder.resolve("fits");
        RunSummary summary = fit(MATRIX.toString(), fits, Optional.of("2024-04-08"), "all");

        JsonNode reference = new ObjectMapper()
                .readTree(MATRIX.resolveSibling("reference.json").toFile())
                .path("fits");
        List<String> models = new ArrayList<>();
        for (DynamicsModel model : DynamicsModel.values()) {
            models.add(model.text());
            double objective = figure(fits, model.text(), "objective");
            assertThat(objective)
                    .isCloseTo(reference.path(model.text()).path("objective").asDouble(), within(1e-10));
        }
        assertThat(influence(fits, "french-degroot", "anna", "cai"))
                .isCloseTo(
                        reference
                                .path("french-degroot")
                                .path("agents")
                                .get(2)
                                .path("pull")
                                .get(0)
                                .asDouble(),
                        within(1e-9));
        assertThat(read(fits, "influence").where("weight <= 0").count()).isZero();
        assertThat(read(fits, "stubbornness")
                        .where("model = 'friedkin-johnsen'")
                        .count())
                .isEqualTo(4);
        Dataset<Row> forecasts = read(fits, "forecasts").where("method = 'forecast' and model = 'epo'");
        assertThat(forecasts.count()).isEqualTo(2 * 4);
        assertThat(forecasts
                        .where("observed is null or window_start is null or low is not null")
                        .count())
                .isZero();
        for (String table : List.of("influence", "stubbornness", "fit_figures", "forecasts")) {
            List<String> csv = Files.readAllLines(fits.resolve(table).resolve("_" + table + ".csv"));
            assertThat(csv).hasSize(1 + (int) read(fits, table).count());
        }
        JsonNode facts = summary.manifest().facts().section("fit");
        assertThat(facts.path("fitted_windows").asInt()).isEqualTo(14);
        assertThat(facts.path("windows").asInt()).isEqualTo(16);
        assertThat(facts.path("models")).hasSize(models.size());
        assertThat(summary.warnings()).anySatisfy(warning -> assertThat(warning).contains("filled in is not known"));
    }

    @Test
    void goes_the_whole_way_from_scored_comments_to_the_published_figures() throws IOException {
        Path comments = SharedFiles.require("golden/paper-aggregation/scored-comments.csv.gz");
        JsonNode golden = new ObjectMapper()
                .readTree(SharedFiles.require("golden/fits/golden.json").toFile())
                .path("models");
        Path tables = folder.resolve("paper");
        AggregateJob.run(
                config("policy=paper", "input.paths=[\"" + comments + "\"]", "output.dir=\"" + tables + "\""),
                ScoredColumns.parse(""),
                QuietSession.open());

        Path fits = folder.resolve("fits");
        fit(tables.toString(), fits, Optional.of("2023-05-16"), Optional.of("2023-10-01"), "all");

        Map<String, String> names = Map.of(
                "french-degroot", "FrenchDeGroot",
                "friedkin-johnsen", "FJ",
                "friedkin-johnsen-lag1", "FJLAG1",
                "friedkin-johnsen-lag2", "FJLAG2",
                "epo", "EPO");
        names.forEach((model, name) -> {
            JsonNode printed = golden.path(name).path("figures").path("printed");
            String prefix = model.equals("epo") ? "smoothed_" : "notebook_";
            assertThat(figure(fits, model, "objective"))
                    .isCloseTo(printed.path("objective").asDouble(), within(5e-7));
            assertThat(figure(fits, model, prefix + "mae"))
                    .isCloseTo(printed.path("MAE").asDouble(), within(2e-6));
            assertThat(figure(fits, model, prefix + "rmse"))
                    .isCloseTo(printed.path("RMSE").asDouble(), within(2e-6));
            assertThat(figure(fits, model, prefix + "mape"))
                    .isCloseTo(printed.path("MAPE").asDouble(), within(1e-4));
            assertThat(figure(fits, model, "notebook_rmse_ahead_1"))
                    .isCloseTo(printed.path("RMSE11").asDouble(), within(2e-6));
        });
        assertThat(figure(fits, "friedkin-johnsen-free-prejudice", "objective")).isLessThanOrEqualTo(0.1641921853);
    }

    @Test
    void replicates_give_intervals_and_filled_cells_are_said() throws IOException {
        Path tables = aggregate("aggregate.trajectories.replicates=20");
        Path fits = folder.resolve("fits");

        RunSummary summary = fit(tables.toString(), fits, Optional.empty(), "friedkin-johnsen,epo");

        assertThat(summary.manifest().facts().section("fit").path("replicates").asInt())
                .isEqualTo(20);
        assertThat(summary.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("of 24 values that models were fitted to, 1 had been filled in")
                        .contains("filled in"));
        Dataset<Row> influence = read(fits, "influence");
        assertThat(influence
                        .where("low is null or high is null or low > high or high > 1 + 1e-12 or low < 0")
                        .count())
                .isZero();
        assertThat(influence.where("high > low").count()).isPositive();
        assertThat(influence.where("weight = 0 and high = 0").count()).isZero();
        Dataset<Row> forecasts = read(fits, "forecasts").where("method = 'forecast' and model = 'epo'");
        assertThat(forecasts.count()).isEqualTo(2 * 3);
        assertThat(forecasts
                        .where("low is null or low > high or observed is not null")
                        .count())
                .isZero();
        assertThat(read(fits, "stubbornness").where("low is null").count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-04-09 | all                   | no window begins then
            2024-01-15 | friedkin-johnsen-lag2 | needs at least 4 windows to be fitted to; found 2
            """)
    void leaves_nothing_behind_where_it_cannot_fit(String until, String models, String expected) {
        Path fits = folder.resolve("fits");

        assertThatThrownBy(() -> fit(MATRIX.toString(), fits, Optional.of(until), models))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
        assertThat(fits).doesNotExist();
    }

    @Test
    void keeps_the_fits_before_where_it_cannot_fit() throws IOException {
        Path fits = folder.resolve("fits");
        fit(MATRIX.toString(), fits, Optional.empty(), "french-degroot");
        String before = Files.readString(fits.resolve("manifest.json"));

        assertThatThrownBy(() -> fit(MATRIX.toString(), fits, Optional.of("2020-01-01"), "all"))
                .isInstanceOf(InvalidInputException.class);
        assertThat(fits.resolve("manifest.json")).hasContent(before);
    }

    @Test
    void refuses_what_is_no_matrix() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.copy(MATRIX, mixed.resolve("matrix.csv"));
        Files.write(mixed.resolve("part.parquet"), new byte[0]);
        Path tables = aggregate("aggregate.windows=[week,day]");

        refused(folder.resolve("nowhere").toString(), "does not exist");
        refused(mixed.toString(), "holds Parquet files and others: [matrix.csv]");
        refused("docs/tables.md", "is a file of another kind");
        refused(tables.toString(), "several kinds of window: [day, week]; say which with --window");
        assertThatThrownBy(() -> fit(tables.toString(), tables, Optional.empty(), "epo"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds trajectories of an earlier run");
    }

    @Test
    void names_windows_in_the_zone_of_the_run_unless_another_is_given() throws IOException {
        Path tables = aggregate("aggregate.zone=Pacific/Auckland");
        Path fits = folder.resolve("fits");

        RunSummary summary = fit(tables.toString(), fits, Optional.of("2025-04-07"), "french-degroot");

        JsonNode facts = summary.manifest().facts().section("fit");
        assertThat(facts.path("fitted_until").asText()).isEqualTo("2025-04-06T12:00:00Z");
        FitRequest elsewhere = new FitRequest(
                List.of(DynamicsModel.FRENCH_DEGROOT),
                Optional.empty(),
                Optional.empty(),
                Optional.of("2025-04-07"),
                2,
                Optional.of(ZoneId.of("Asia/Shanghai")));
        JobConfig config = config("input.paths=[\"" + tables + "\"]", "output.dir=\"" + fits + "\"");
        assertThatThrownBy(() -> FitJob.run(config, elsewhere, QuietSession.open()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("(Asia/Shanghai)");
    }

    private void refused(String input, String expected) {
        assertThatThrownBy(() -> fit(input, folder.resolve("fits"), Optional.empty(), "epo"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
        assertThat(folder.resolve("fits")).doesNotExist();
    }

    /** Three bloggers in eight weeks; in one week one of them has no comments. */
    private Path aggregate(String... settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of("weibo,who,comment_time,p"));
        for (int week = 0; week < 8; week++) {
            for (int blogger = 0; blogger < 3; blogger++) {
                for (int post = 0; post < 3; post++) {
                    if (week != 4 || blogger != 1) {
                        lines.add(String.join(
                                ",",
                                Integer.toString(100 + 10 * blogger + post),
                                "b" + blogger,
                                LocalDate.of(2025, 3, 3).plusDays(7L * week) + " 12:00:00",
                                Double.toString(0.1
                                        + (7 * week + 4 * blogger * week + week * week + 11 * post + blogger)
                                                % 17
                                                / 20.0)));
                    }
                }
            }
        }
        Path scores = Files.write(folder.resolve("scores.csv"), lines);
        Path tables = folder.resolve("tables");
        List<String> all = new ArrayList<>(List.of(settings));
        if (all.stream().noneMatch(setting -> setting.startsWith("aggregate.windows"))) {
            all.add("aggregate.windows=[week]");
        }
        all.add("input.paths=[\"" + scores + "\"]");
        all.add("output.dir=\"" + tables + "\"");
        AggregateJob.run(
                config(all.toArray(String[]::new)),
                ScoredColumns.parse("post-id=weibo,blogger-id=who,sentiment=p"),
                QuietSession.open());
        return tables;
    }

    private static RunSummary fit(String input, Path output, Optional<String> until, String models) {
        return fit(input, output, Optional.empty(), until, models);
    }

    private static RunSummary fit(
            String input, Path output, Optional<String> from, Optional<String> until, String models) {
        return FitJob.run(
                config("input.paths=[\"" + input + "\"]", "output.dir=\"" + output + "\""),
                new FitRequest(
                        FitRequest.models(List.of(models.split(","))),
                        Optional.empty(),
                        from,
                        until,
                        2,
                        Optional.empty()),
                QuietSession.open());
    }

    private static JobConfig config(String... settings) {
        return LOADER.load(new ConfigSources(List.of(), List.of(settings), Optional.empty()));
    }

    private static double figure(Path fits, String model, String measure) {
        return read(fits, "fit_figures")
                .where("agent is null and model = '" + model + "' and measure = '" + measure + "'")
                .first()
                .getAs("value");
    }

    private static double influence(Path fits, String model, String from, String to) {
        return read(fits, "influence")
                .where("matrix = 'W' and model = '" + model + "' and `from` = '" + from + "' and `to` = '" + to + "'")
                .first()
                .getAs("weight");
    }

    private static Dataset<Row> read(Path output, String table) {
        return TestSpark.session().read().parquet(output.resolve(table).toString());
    }
}
