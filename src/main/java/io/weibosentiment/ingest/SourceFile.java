package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that rows come from.
 *
 * @param path its whole path
 * @param fromPath the fields that its path gives
 */
record SourceFile(String path, Map<Field, String> fromPath) {

    SourceFile {
        fromPath = Map.copyOf(fromPath);
    }

    static SourceFile of(String path, RecordLayout layout) {
        Map<Field, String> fromPath = new EnumMap<>(Field.class);
        for (Map.Entry<Field, Pattern> entry : layout.pathPatterns().entrySet()) {
            Matcher matcher = entry.getValue().matcher(path);
            if (matcher.find() && matcher.groupCount() > 0 && matcher.group(1) != null) {
                fromPath.put(entry.getKey(), matcher.group(1));
            }
        }
        return new SourceFile(path, fromPath);
    }
}
