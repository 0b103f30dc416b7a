package io.weibosentiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bloggers that the page of a fit names, each written once: those with charts, then others that have a weight. */
final class FitNames {

    private final Map<String, Integer> places = new LinkedHashMap<>();

    FitNames(Collection<String> shown) {
        shown.forEach(this::place);
    }

    /** A blogger's place among the names, to which it is added if it is new. */
    int place(String blogger) {
        Integer known = places.putIfAbsent(blogger, places.size());
        return known == null ? places.size() - 1 : known;
    }

    ArrayNode json() {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        places.keySet().forEach(names::add);
        return names;
    }
}
