package io.weibosentiment.cluster;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads published tables with DuckDB, which shares no code with what wrote them. */
public final class Tables implements AutoCloseable {

    private final Path output;
    private final Connection connection;

    /** The tables in the folders of {@code output}, a local folder. */
    public Tables(Path output) throws SQLException {
        this.output = output;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /** How SQL names the table in the folder {@code name}. */
    public String table(String name) {
        return "read_parquet('" + output.resolve(name) + "/**/*.parquet')";
    }

    /** All rows of a table, each with its columns in order. */
    public List<Map<String, Object>> rows(String name) throws SQLException {
        return query("SELECT * FROM " + table(name));
    }

    /** How many rows of a table satisfy {@code condition}. */
    public long count(String name, String condition) throws SQLException {
        return number("SELECT count(*) FROM " + table(name) + " WHERE " + condition)
                .longValue();
    }

    /** The single number that {@code sql} gives. */
    public Number number(String sql) throws SQLException {
        return (Number) query(sql).get(0).values().iterator().next();
    }

    /** The rows that {@code sql} gives, each with its columns in order. */
    public List<Map<String, Object>> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    row.put(columns.getColumnName(column), result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
