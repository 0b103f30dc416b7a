package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that rows come from.
 *
 * @param path its whole path
 * @param fromPath the fields that its path gives: by the layout's patterns, else by a folder named {@code column=value}
 *     as Hive and Spark name them
 */
record SourceFile(String path, Map<Field, String> fromPath) {

    private static final Pattern PARTITION = Pattern.compile("/([^/=]+)=([^/]+)(?=/)");
    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

    SourceFile {
        fromPath = Map.copyOf(fromPath);
    }

    static SourceFile of(String path, RecordLayout layout) {
        Map<Field, String> fromPath = new EnumMap<>(Field.class);
        Map<String, String> partitions = partitions(path);
        for (Field field : layout.columns().keySet()) {
            layout.columnOf(field, partitions.keySet()).ifPresent(name -> fromPath.put(field, partitions.get(name)));
        }
        for (Map.Entry<Field, Pattern> entry : layout.pathPatterns().entrySet()) {
            Matcher matcher = entry.getValue().matcher(path);
            if (matcher.find() && matcher.groupCount() > 0 && matcher.group(1) != null) {
                fromPath.put(entry.getKey(), matcher.group(1));
            }
        }
        return new SourceFile(path, fromPath);
    }

    private static Map<String, String> partitions(String path) {
        Map<String, String> partitions = new HashMap<>();
        Matcher matcher = PARTITION.matcher(path);
        while (matcher.find()) {
            if (!matcher.group(2).equals(NULL_PARTITION)) {
                partitions.put(unescaped(matcher.group(1)), unescaped(matcher.group(2)));
            }
        }
        return partitions;
    }

    private static String unescaped(String name) {
        return ESCAPED.matcher(name)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))));
    }
}
