package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class PaperAggregationTest {

    private final SparkSession spark = TestSpark.session();

    @Test
    void reproduces_every_cell_of_the_authors() throws IOException {
        List<String> expected = Files.readAllLines(SharedFiles.require("golden/paper-aggregation/expected-cells.csv"));
        IngestedRows scores = scores();
        Aggregation aggregation = new Aggregation(Configs.paper());

        Dataset<Row> posts = aggregation.posts(scores.kept());
        Dataset<Row> bloggers = aggregation.bloggers(posts, Optional.empty());
        Dataset<Row> matrix = aggregation
                .trajectories(bloggers)
                .values()
                .iterator()
                .next()
                .rows()
                .orElseThrow();

        assertThat(scores.rejected().count()).isZero();
        Map<String, Double> cells = cells(matrix);
        assertThat(expected).hasSize(1 + 77);
        for (String line : expected.subList(1, expected.size())) {
            String[] fields = line.split(",");
            assertThat(cells.get(fields[0] + " " + fields[1]))
                    .as(line)
                    .isCloseTo(Double.parseDouble(fields[2]), within(1e-9));
        }
    }

    /** Over the 77 cells that were published. */
    @Test
    void moves_the_authors_cells_as_an_independent_script_does() throws IOException {
        List<String> published = Files.readAllLines(SharedFiles.require("golden/paper-aggregation/expected-cells.csv"));
        Sensitivity sensitivity = new Sensitivity(Configs.paper(), 10);

        Map<String, Row> cells = new HashMap<>();
        for (Row row : sensitivity
                .cells(sensitivity.everyWindow(scores().kept()).localCheckpoint())
                .collectAsList()) {
            cells.put(date(row) + " " + row.getAs(Columns.BLOGGER_ID), row);
        }

        Moves withoutNeutral = new Moves();
        Moves withoutWeights = new Moves();
        for (String line : published.subList(1, published.size())) {
            String[] fields = line.split(",");
            Row row = cells.get(fields[0] + " " + fields[1]);
            assertThat(row.<Double>getAs(Columns.SENTIMENT))
                    .as(line)
                    .isCloseTo(Double.parseDouble(fields[2]), within(1e-9));
            withoutNeutral.add(row, Choice.NEUTRAL_SCORES);
            withoutWeights.add(row, Choice.WEIGHTS);
        }
        assertThat(withoutNeutral.mean(77)).isCloseTo(0.011, within(5e-4));
        assertThat(withoutNeutral.most).isCloseTo(0.104, within(5e-4));
        assertThat(withoutWeights.mean(77)).isCloseTo(0.036, within(5e-4));
        assertThat(withoutWeights.most).isCloseTo(0.156, within(5e-4));
    }

    /** How far an alternative moves cells. */
    private static final class Moves {

        private double sum;
        private double most;

        void add(Row row, Choice choice) {
            double move = Math.abs(row.<Double>getAs(choice.column()) - row.<Double>getAs(Columns.SENTIMENT));
            sum += move;
            most = Math.max(most, move);
        }

        double mean(int cells) {
            return sum / cells;
        }
    }

    private IngestedRows scores() {
        InputConfig input = Configs.input(SharedFiles.require("golden/paper-aggregation/scored-comments.csv.gz"));
        return new IngestedRows(RecordReader.records(
                        spark,
                        InputFiles.check(
                                spark,
                                input,
                                ScoredColumns.parse("")
                                        .layout(input, Configs.paper().times())))
                .localCheckpoint());
    }

    private static LocalDate date(Row row) {
        return LocalDateTime.ofInstant(
                        row.getTimestamp(row.fieldIndex(Columns.WINDOW_START)).toInstant(), ZoneOffset.UTC)
                .atOffset(ZoneOffset.UTC)
                .atZoneSameInstant(Configs.SHANGHAI)
                .toLocalDate();
    }

    private static Map<String, Double> cells(Dataset<Row> matrix) {
        Map<String, Double> cells = new HashMap<>();
        String[] names = matrix.columns();
        for (Row row : matrix.collectAsList()) {
            for (int i = 1; i < names.length; i++) {
                cells.put(date(row) + " " + names[i], row.getDouble(i));
            }
        }
        return cells;
    }
}
