package io.weibosentiment.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Reads single values of a Parquet column: numbers, texts, instants, and days and times of day as texts. A timestamp
 * that is not adjusted to UTC is a local time in the zone given, in a gap later by the gap's length, in an overlap the
 * first.
 */
final class ParquetValues extends PrimitiveConverter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long NANOS_OF_SECOND = 1_000_000_000L;

    private final PrimitiveTypeName type;
    private final LogicalTypeAnnotation meaning;
    private final Consumer<JsonNode> values;
    private final ZoneId zone;
    private JsonNode[] dictionary = {};

    ParquetValues(PrimitiveType type, Consumer<JsonNode> values, ZoneId zone) {
        this.type = type.getPrimitiveTypeName();
        this.meaning = type.getLogicalTypeAnnotation();
        this.values = values;
        this.zone = zone;
    }

    @Override
    public boolean hasDictionarySupport() {
        return type == PrimitiveTypeName.BINARY;
    }

    @Override
    public void setDictionary(Dictionary entries) {
        dictionary = new JsonNode[entries.getMaxId() + 1];
        for (int i = 0; i < dictionary.length; i++) {
            dictionary[i] = binary(entries.decodeToBinary(i));
        }
    }

    @Override
    public void addValueFromDictionary(int id) {
        values.accept(dictionary[id]);
    }

    @Override
    public void addBinary(Binary value) {
        values.accept(binary(value));
    }

    @Override
    public void addBoolean(boolean value) {
        values.accept(NODES.booleanNode(value));
    }

    @Override
    public void addDouble(double value) {
        values.accept(NODES.numberNode(value));
    }

    @Override
    public void addFloat(float value) {
        values.accept(NODES.numberNode((double) value));
    }

    @Override
    public void addInt(int value) {
        boolean isUnsigned = meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned();
        values.accept(whole(isUnsigned ? Integer.toUnsignedLong(value) : value));
    }

    @Override
    public void addLong(long value) {
        values.accept(whole(value));
    }

    private JsonNode whole(long value) {
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return timestamp(value, timestamp);
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return NODES.textNode(LocalDate.ofEpochDay(value).toString());
        }
        if (meaning instanceof TimeLogicalTypeAnnotation time) {
            return NODES.textNode(LocalTime.ofNanoOfDay(value * (NANOS_OF_SECOND / perSecond(time.getUnit())))
                    .toString());
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale()));
        }
        boolean isUnsigned = meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned() && value < 0;
        return isUnsigned ? NODES.textNode(Long.toUnsignedString(value)) : NODES.numberNode(value);
    }

    private JsonNode timestamp(long value, TimestampLogicalTypeAnnotation timestamp) {
        long perSecond = perSecond(timestamp.getUnit());
        long second = Math.floorDiv(value, perSecond);
        int nano = (int) (Math.floorMod(value, perSecond) * (NANOS_OF_SECOND / perSecond));
        if (timestamp.isAdjustedToUTC()) {
            return NODES.pojoNode(Instant.ofEpochSecond(second, nano));
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
        return NODES.pojoNode(ZonedDateTime.ofLocal(local, zone, null).toInstant());
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> NANOS_OF_SECOND;
        };
    }

    private JsonNode binary(Binary value) {
        if (type == PrimitiveTypeName.INT96) {
            return NODES.pojoNode(int96(value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN)));
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return DecimalNode.valueOf(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
        }
        if (meaning instanceof UUIDLogicalTypeAnnotation) {
            ByteBuffer bytes = value.toByteBuffer();
            return NODES.textNode(new UUID(bytes.getLong(), bytes.getLong()).toString());
        }
        return NODES.textNode(new String(value.getBytes(), StandardCharsets.UTF_8));
    }

    /** The timestamps of old Spark, Hive and Impala: nanoseconds of a day, and the day's Julian number; in UTC. */
    private static Instant int96(ByteBuffer bytes) {
        long nanos = bytes.getLong();
        LocalDate day = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, Integer.toUnsignedLong(bytes.getInt()));
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(nanos, ChronoUnit.NANOS);
    }
}
