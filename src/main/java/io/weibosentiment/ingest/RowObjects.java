package io.weibosentiment.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;

/**
 * Makes each row of Spark's the JSON object that has its values, as {@link ParquetObjects} does of Parquet's: structs are
 * objects, lists are arrays, timestamps are instants.
 *
 * @param zone the zone of timestamps that are local times
 */
record RowObjects(ZoneId zone) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The object of {@code row}, which knows its columns. */
    ObjectNode of(Row row) {
        ObjectNode object = NODES.objectNode();
        String[] names = row.schema().fieldNames();
        for (int i = 0; i < names.length; i++) {
            if (!row.isNullAt(i)) {
                object.set(names[i], value(row.get(i)));
            }
        }
        return object;
    }

    private JsonNode value(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Row struct) {
            return of(struct);
        }
        if (value instanceof scala.collection.Seq<?> list) {
            ArrayNode array = NODES.arrayNode();
            for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
                array.add(value(elements.next()));
            }
            return array;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            for (Iterator<? extends scala.Tuple2<?, ?>> entries = map.iterator(); entries.hasNext(); ) {
                scala.Tuple2<?, ?> entry = entries.next();
                object.set(JsonValues.text(value(entry._1())), value(entry._2()));
            }
            return object;
        }
        return single(value);
    }

    private JsonNode single(Object value) {
        if (value instanceof BigDecimal decimal) {
            return DecimalNode.valueOf(decimal);
        }
        if (value instanceof Double || value instanceof Float) {
            return NODES.numberNode(((Number) value).doubleValue());
        }
        if (value instanceof Number whole) {
            return NODES.numberNode(whole.longValue());
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof byte[] bytes) {
            return NODES.textNode(new String(bytes, StandardCharsets.UTF_8));
        }
        if (value instanceof Timestamp time) {
            return NODES.pojoNode(time.toInstant());
        }
        if (value instanceof Instant time) {
            return NODES.pojoNode(time);
        }
        if (value instanceof LocalDateTime local) {
            return NODES.pojoNode(ZonedDateTime.ofLocal(local, zone, null).toInstant());
        }
        return NODES.textNode(value instanceof Date day ? day.toLocalDate().toString() : value.toString());
    }
}
