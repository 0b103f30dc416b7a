package io.weibosentiment.report;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;

/**
 * The values of a row that Spark read.
 *
 * @param row the row, with its schema
 */
record RowValues(Row row) implements Values {

    private Optional<Object> value(String column) {
        List<String> names = Arrays.asList(row.schema().fieldNames());
        int field = names.indexOf(column);
        return field < 0 ? Optional.empty() : Optional.ofNullable(row.get(field));
    }

    @Override
    public Optional<String> text(String column) {
        return value(column).map(Object::toString);
    }

    @Override
    public double number(String column) {
        return value(column).map(found -> ((Number) found).doubleValue()).orElse(Double.NaN);
    }

    @Override
    public OptionalLong whole(String column) {
        Optional<Object> found = value(column);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        return found.get() instanceof Timestamp time
                ? OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()))
                : OptionalLong.of(((Number) found.get()).longValue());
    }

    @Override
    public boolean isFalse(String column) {
        return value(column).map(Boolean.FALSE::equals).orElse(false);
    }
}
