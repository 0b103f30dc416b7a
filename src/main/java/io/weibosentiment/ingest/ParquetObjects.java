package io.weibosentiment.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Makes each row of a Parquet file the JSON object that has its values: structs are objects, lists are arrays. */
final class ParquetObjects extends ReadSupport<ObjectNode> {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ZoneId zone;

    /**
     * Objects.
     *
     * @param zone the zone of timestamps that are local times
     */
    ParquetObjects(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public ReadContext init(InitContext context) {
        return new ReadContext(context.getFileSchema());
    }

    @Override
    @SuppressWarnings("deprecation") // What Parquet 1.14 has instead, that of Spark 3.5 lacks.
    public RecordMaterializer<ObjectNode> prepareForRead(
            Configuration hadoop, Map<String, String> metadata, MessageType fileSchema, ReadContext context) {
        Holder row = new Holder();
        GroupConverter root = new StructConverter(context.getRequestedSchema(), value -> row.object = value, zone);
        return new RecordMaterializer<>() {

            @Override
            public ObjectNode getCurrentRecord() {
                return row.object;
            }

            @Override
            public GroupConverter getRootConverter() {
                return root;
            }
        };
    }

    /** The row that was read last. */
    private static final class Holder {

        private ObjectNode object = NODES.objectNode();
    }

    /** What reads values of {@code type} and gives each to {@code values}; those of a list at once, as an array. */
    private static Converter converter(Type type, Consumer<JsonNode> values, ZoneId zone) {
        if (type.isPrimitive()) {
            return new ParquetValues(type.asPrimitiveType(), values, zone);
        }
        GroupType group = type.asGroupType();
        boolean isWrapper = group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
        if (isWrapper && group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            return new ListConverter(group, values, zone);
        }
        if (isWrapper && group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            return new MapConverter(group, values, zone);
        }
        return new StructConverter(group, values::accept, zone);
    }

    /** Reads a struct; a field that is repeated without being declared a list is one all the same. */
    private static final class StructConverter extends GroupConverter {

        private final Converter[] fields;
        private final Consumer<ObjectNode> values;
        private ObjectNode object = NODES.objectNode();

        StructConverter(GroupType type, Consumer<ObjectNode> values, ZoneId zone) {
            this.values = values;
            this.fields = new Converter[type.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = type.getType(i);
                String name = field.getName();
                Consumer<JsonNode> member = field.isRepetition(Repetition.REPEATED)
                        ? value -> object.withArray(name).add(value)
                        : value -> object.set(name, value);
                fields[i] = converter(field, member, zone);
            }
        }

        @Override
        public Converter getConverter(int index) {
            return fields[index];
        }

        @Override
        public void start() {
            object = NODES.objectNode();
        }

        @Override
        public void end() {
            values.accept(object);
        }
    }

    /** Reads a list, with or without a group of its own around each element. */
    private static final class ListConverter extends GroupConverter {

        private final Consumer<JsonNode> values;
        private final Converter element;
        private ArrayNode array = NODES.arrayNode();

        ListConverter(GroupType list, Consumer<JsonNode> values, ZoneId zone) {
            this.values = values;
            Type repeated = list.getType(0);
            this.element = isGroupAroundElement(repeated, list.getName())
                    ? new ElementConverter(repeated.asGroupType().getType(0), this::add, zone)
                    : converter(repeated, this::add, zone);
        }

        /** As the Parquet format's rules for older writers tell. */
        private static boolean isGroupAroundElement(Type repeated, String list) {
            return !repeated.isPrimitive()
                    && repeated.asGroupType().getFieldCount() == 1
                    && !repeated.getName().equals("array")
                    && !repeated.getName().equals(list + "_tuple");
        }

        private void add(JsonNode value) {
            array.add(value);
        }

        @Override
        public Converter getConverter(int index) {
            return element;
        }

        @Override
        public void start() {
            array = NODES.arrayNode();
        }

        @Override
        public void end() {
            values.accept(array);
        }
    }

    /** Reads the group around one element, which may be null. */
    private static final class ElementConverter extends GroupConverter {

        private final Consumer<JsonNode> values;
        private final Converter element;
        private JsonNode value = NODES.nullNode();

        ElementConverter(Type element, Consumer<JsonNode> values, ZoneId zone) {
            this.values = values;
            this.element = converter(element, read -> value = read, zone);
        }

        @Override
        public Converter getConverter(int index) {
            return element;
        }

        @Override
        public void start() {
            value = NODES.nullNode();
        }

        @Override
        public void end() {
            values.accept(value);
        }
    }

    /** Reads a map as an object whose members have the keys' texts for names. */
    private static final class MapConverter extends GroupConverter {

        private final Consumer<JsonNode> values;
        private final StructConverter entry;
        private ObjectNode object = NODES.objectNode();

        MapConverter(GroupType map, Consumer<JsonNode> values, ZoneId zone) {
            this.values = values;
            GroupType entries = map.getType(0).asGroupType();
            String key = entries.getFieldName(0);
            String value = entries.getFieldCount() > 1 ? entries.getFieldName(1) : key;
            this.entry = new StructConverter(
                    entries, pair -> object.set(JsonValues.text(pair.path(key)), pair.get(value)), zone);
        }

        @Override
        public Converter getConverter(int index) {
            return entry;
        }

        @Override
        public void start() {
            object = NODES.objectNode();
        }

        @Override
        public void end() {
            values.accept(object);
        }
    }
}
