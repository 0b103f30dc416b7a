package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What a run published in a local folder, and what must hold of every such folder. */
public final class Output implements AutoCloseable {

    /** The tables of every run. */
    static final List<String> TABLES = List.of(
            "comment_scores",
            "posts",
            "post_window_sentiment",
            "blogger_window_sentiment",
            "trajectories",
            "rejected_comments");

    private final Tables tables;
    private final JsonNode manifest;

    /** Opens the published folder; it must hold a manifest. */
    public Output(Path folder) throws IOException, SQLException {
        this.manifest = new ObjectMapper().readTree(Files.readString(folder.resolve("manifest.json")));
        this.tables =
                new Tables(folder.resolve("runs").resolve(manifest.path("run").asText()));
    }

    /** The tables. */
    public Tables tables() {
        return tables;
    }

    /** A count of the manifest. */
    public long count(String name) {
        JsonNode value = manifest.path("counts").get(name);
        assertThat(value).as("%s in the manifest %s", name, manifest).isNotNull();
        return value.asLong();
    }

    /** Problems that every table can be read and that rows and manifest agree. */
    public void addsUp() throws SQLException {
        assertThat(count("read")).isEqualTo(count("kept") + count("duplicates") + count("rejected"));
        assertThat(tables.count("comment_scores", "true")).isEqualTo(count("kept"));
        if (count("rejected") > 0) {
            assertThat(tables.count("rejected_comments", "reason IS NOT NULL")).isEqualTo(count("rejected"));
        }
        assertThat(tables.count("comment_scores", "sentiment < 0 OR sentiment > 1"))
                .isZero();
        assertThat(tables.count("comment_scores", "decided_by = 'model' AND sentiment IS NULL"))
                .isZero();
        assertThat(tables.count("post_window_sentiment", "comments < scored OR window_start >= window_end"))
                .isZero();
        assertThat(tables.number("SELECT sum(comments) FROM " + tables.table("post_window_sentiment")))
                .isEqualTo(tables.number("SELECT sum(comments) FROM " + tables.table("blogger_window_sentiment")));
        assertThat(tables.count("trajectories", "window_start IS NULL")).isZero();
    }

    /** Problems that {@code other} holds the same rows, its numbers within {@code tolerance}. */
    public void equalsUpTo(Output other, double tolerance) throws SQLException {
        equalsUpTo(other, tolerance, TABLES);
    }

    /** Problems that {@code other} holds the same rows in some tables. */
    public void equalsUpTo(Output other, double tolerance, List<String> some) throws SQLException {
        for (String table : some) {
            List<Map<String, Object>> mine = tables.query("SELECT * FROM " + tables.table(table) + " ORDER BY ALL");
            List<Map<String, Object>> theirs =
                    other.tables.query("SELECT * FROM " + other.tables.table(table) + " ORDER BY ALL");
            assertThat(mine).as(table).hasSameSizeAs(theirs);
            for (int row = 0; row < mine.size(); row++) {
                assertSame(table, mine.get(row), theirs.get(row), tolerance);
            }
        }
    }

    private static void assertSame(
            String table, Map<String, Object> mine, Map<String, Object> theirs, double tolerance) {
        assertThat(mine.keySet()).as(table).isEqualTo(theirs.keySet());
        mine.forEach((column, value) -> {
            Object other = theirs.get(column);
            if (value instanceof Float || value instanceof Double) {
                assertThat(((Number) value).doubleValue())
                        .as("%s.%s of %s", table, column, mine)
                        .isCloseTo(((Number) other).doubleValue(), within(tolerance));
            } else if (value == null || !value.getClass().isArray()) {
                assertThat(String.valueOf(value))
                        .as("%s.%s of %s", table, column, mine)
                        .isEqualTo(String.valueOf(other));
            }
        });
    }

    @Override
    public void close() throws SQLException {
        tables.close();
    }
}
