package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Holds the tables of several runs against those of the first: run by {@code src/test/drills/spark-lines.sh}. */
public final class EqualTables {

    private static final List<String> TABLES = List.of(
            "comment_scores",
            "posts",
            "post_window_sentiment",
            "blogger_window_sentiment",
            "trajectories",
            "rejected_comments");

    private EqualTables() {}

    /**
     * Fails unless the output folders in {@code args} have tables of the same columns and the same rows, to the bit.
     */
    public static void main(String[] args) throws SQLException {
        assertThat(args).as("output folders to compare").hasSizeGreaterThan(1);
        try (Tables first = new Tables(Path.of(args[0]))) {
            for (String other : List.of(args).subList(1, args.length)) {
                try (Tables second = new Tables(Path.of(other))) {
                    TABLES.forEach(table -> requireEqual(table, first, second));
                }
            }
            for (String table : TABLES) {
                System.out.printf(
                        "%-26s %6d rows, equal in %d outputs%n", table, first.count(table, "true"), args.length);
            }
        }
    }

    private static void requireEqual(String table, Tables first, Tables second) {
        try {
            assertThat(columns(second, table)).as("columns of " + table).isEqualTo(columns(first, table));
            assertThat(second.count(table, "true")).as("rows of " + table).isEqualTo(first.count(table, "true"));
            assertThat(without(first, second, table))
                    .as("rows of " + table + " in the first only")
                    .isEmpty();
            assertThat(without(second, first, table))
                    .as("rows of " + table + " not in the first")
                    .isEmpty();
        } catch (SQLException e) {
            throw new AssertionError("table " + table + " cannot be read", e);
        }
    }

    private static Object columns(Tables tables, String table) throws SQLException {
        return tables.query("DESCRIBE SELECT * FROM " + tables.table(table));
    }

    private static List<?> without(Tables some, Tables others, String table) throws SQLException {
        return some.query(
                "SELECT * FROM " + some.table(table) + " EXCEPT ALL SELECT * FROM " + others.table(table) + " LIMIT 3");
    }
}
