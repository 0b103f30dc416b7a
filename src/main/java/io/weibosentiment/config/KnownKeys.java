package io.weibosentiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keys of the reference file, and what to say of one that is not among them. */
final class KnownKeys {

    private static final String POLICIES = "policies";

    private final TreeSet<String> keys = new TreeSet<>();

    KnownKeys(Config reference) {
        reference.withoutPath(POLICIES).entrySet().forEach(entry -> keys.add(entry.getKey()));
    }

    /** Every key, in alphabetical order. */
    SortedSet<String> all() {
        return new TreeSet<>(keys);
    }

    /** What is wrong with the keys of {@code layer}: unknown ones, and groups that were given a value. */
    List<String> problemsOf(Config layer) {
        List<String> problems = new ArrayList<>();
        collect("", layer.root(), problems);
        return problems;
    }

    private void collect(String prefix, ConfigObject group, List<String> problems) {
        for (Map.Entry<String, ConfigValue> entry : group.entrySet()) {
            String key = prefix + ConfigUtil.joinPath(entry.getKey());
            ConfigValue value = entry.getValue();
            if (keys.contains(key)) {
                continue;
            }
            if (value instanceof ConfigObject inner && !inner.isEmpty()) {
                collect(key + ".", inner, problems);
            } else if (keys.stream().noneMatch(known -> known.startsWith(key + "."))) {
                problems.add(key + ": no such key" + suggestion(key) + Origins.of(value));
            } else if (!(value instanceof ConfigObject)) {
                problems.add(key + ": found a value; expected a group of keys such as " + keys.ceiling(key + ".")
                        + Origins.of(value));
            }
        }
    }

    private String suggestion(String key) {
        if (key.startsWith(POLICIES)) {
            return "; what a policy changes is fixed: set the keys themselves";
        }
        return nearest(key)
                .map(known -> "; did you mean '" + known + "'?")
                .orElse("; every key is documented in conf/reference.conf");
    }

    private Optional<String> nearest(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        int farthest = Math.max(2, last.length() / 3);
        return keys.stream()
                .min(Comparator.comparingInt((String known) -> distance(key, known)))
                .filter(known -> distance(key, known) <= farthest);
    }

    /** The edits from one key to the other; a key that only lacks its group, or has the wrong one, is near. */
    private static int distance(String key, String known) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        String knownLast = known.substring(known.lastIndexOf('.') + 1);
        return Math.min(edits(key, known), edits(last, knownLast) + (key.contains(".") ? 1 : 0));
    }

    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
