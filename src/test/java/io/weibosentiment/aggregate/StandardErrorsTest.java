package io.weibosentiment.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.Columns;
import io.weibosentiment.SharedFiles;
import io.weibosentiment.TestSpark;
import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.Fill;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import io.weibosentiment.config.WindowBy;
import io.weibosentiment.ingest.IngestedRows;
import io.weibosentiment.ingest.InputFiles;
import io.weibosentiment.ingest.RecordReader;
import io.weibosentiment.ingest.ScoredColumns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The uncertainty of the cells of the paper's data against samplics, a Python package for survey samples, see
 * standard-errors.py beside standard-errors.csv.
 */
class StandardErrorsTest {

    private static final AggregateConfig CONFIG = new AggregateConfig(
            List.of(WindowKind.parse("half-month")),
            WindowBy.POST,
            Configs.SHANGHAI,
            Weighting.LIKES,
            Weighting.LIKES,
            RuleDecided.UNSCORED,
            Fill.NULL,
            2000,
            0,
            Configs.STATUS);

    /** In the order of the file, after the window, the blogger and the number of posts. */
    private static final List<String> FIGURES = List.of(
            Columns.SENTIMENT,
            Columns.SENTIMENT_SE,
            Columns.EFFECTIVE_COMMENTS,
            Columns.EFFECTIVE_POSTS,
            Columns.LARGEST_POST_SHARE);

    @Test
    void every_cell_is_as_uncertain_as_a_package_for_survey_samples_says() throws IOException {
        Path comments = SharedFiles.require("golden/paper-aggregation/scored-comments.csv.gz");
        List<String> expected = expected();

        Map<String, Row> cells = cells(comments);

        assertThat(cells).hasSize(expected.size());
        for (String line : expected) {
            String[] fields = line.split(",", -1);
            Row cell = cells.get(fields[0] + " " + fields[1]);
            assertThat(cell.<Long>getAs(Columns.POSTS)).as(line).isEqualTo(Long.parseLong(fields[2]));
            for (int i = 0; i < FIGURES.size(); i++) {
                assertThat(cell.<Double>getAs(FIGURES.get(i)))
                        .as("%s of %s", FIGURES.get(i), line)
                        .isCloseTo(Double.parseDouble(fields[3 + i]), within(1e-9));
            }
        }
    }

    private static List<String> expected() throws IOException {
        try (InputStream file = StandardErrorsTest.class.getResourceAsStream("standard-errors.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    /** Cells by the date that the window begins on and the blogger's place in the order of ids. */
    private static Map<String, Row> cells(Path comments) {
        InputConfig input = Configs.input(comments);
        IngestedRows scores = new IngestedRows(RecordReader.records(
                TestSpark.session(),
                InputFiles.check(
                        TestSpark.session(), input, ScoredColumns.parse("").layout(input, CONFIG.times()))));
        Aggregation aggregation = new Aggregation(CONFIG);
        Dataset<Row> bloggers = aggregation.bloggers(aggregation.posts(scores.kept()), Optional.empty());
        List<Row> rows = bloggers.collectAsList();
        List<String> ids = rows.stream()
                .map(row -> row.<String>getAs(Columns.BLOGGER_ID))
                .distinct()
                .sorted()
                .toList();
        Map<String, Row> cells = new HashMap<>();
        for (Row row : rows) {
            cells.put(
                    row.getTimestamp(row.fieldIndex(Columns.WINDOW_START))
                                    .toInstant()
                                    .atZone(Configs.SHANGHAI)
                                    .toLocalDate()
                            + " " + (1 + ids.indexOf(row.<String>getAs(Columns.BLOGGER_ID))),
                    row);
        }
        return cells;
    }
}
