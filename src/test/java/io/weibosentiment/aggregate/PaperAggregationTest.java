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
        var scored = SharedFiles.require("golden/paper-aggregation/scored-comments.csv.gz");
        List<String> expected = Files.readAllLines(SharedFiles.require("golden/paper-aggregation/expected-cells.csv"));
        InputConfig input = Configs.input(scored);
        IngestedRows scores = new IngestedRows(RecordReader.records(
                        spark,
                        InputFiles.check(
                                spark,
                                input,
                                ScoredColumns.parse("")
                                        .layout(input, Configs.paper().times())))
                .localCheckpoint());
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

    private static Map<String, Double> cells(Dataset<Row> matrix) {
        Map<String, Double> cells = new HashMap<>();
        String[] names = matrix.columns();
        for (Row row : matrix.collectAsList()) {
            LocalDateTime start = LocalDateTime.ofInstant(
                    row.getTimestamp(row.fieldIndex(Columns.WINDOW_START)).toInstant(), ZoneOffset.UTC);
            LocalDate date = start.atOffset(ZoneOffset.UTC)
                    .atZoneSameInstant(Configs.SHANGHAI)
                    .toLocalDate();
            for (int i = 1; i < names.length; i++) {
                cells.put(date + " " + names[i], row.getDouble(i));
            }
        }
        return cells;
    }
}
