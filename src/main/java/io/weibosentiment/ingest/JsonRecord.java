package io.weibosentiment.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A record with named values, which may be nested: of JSON, and of Parquet.
 *
 * @param written the record as the file has it; empty where its JSON tells as much
 */
record JsonRecord(SourceFile file, OptionalLong line, JsonNode node, Optional<String> written) implements SourceRecord {

    @Override
    public Optional<String> text(String name) {
        return JsonValues.member(node, name).map(JsonValues::text);
    }

    @Override
    public Optional<Instant> time(String name) {
        return JsonValues.member(node, name)
                .filter(POJONode.class::isInstance)
                .map(value -> ((POJONode) value).getPojo())
                .filter(Instant.class::isInstance)
                .map(Instant.class::cast);
    }

    @Override
    public boolean isFlat() {
        for (JsonNode value : node) {
            if (value.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isNested(String name) {
        return JsonValues.member(node, name).filter(JsonNode::isContainerNode).isPresent();
    }

    @Override
    public List<SourceRecord> children(String name) {
        List<SourceRecord> children = new ArrayList<>();
        JsonValues.member(node, name)
                .filter(JsonNode::isArray)
                .ifPresent(list ->
                        list.forEach(child -> children.add(new JsonRecord(file, line, child, Optional.empty()))));
        return children;
    }

    @Override
    public boolean hasColumns() {
        return node.isObject();
    }

    @Override
    public String raw() {
        return written.orElseGet(node::toString);
    }
}
