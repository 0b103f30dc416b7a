package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
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

    /**
     * A post's id in the file's name or its folder's. Nine letters and digits are often a word, so what it finds counts
     * only if it is like a post's id.
     */
    static final Pattern POST_ID =
            Pattern.compile("(?<![0-9A-Za-z])([0-9]{16}|[0-9A-Za-z]{9})(?![0-9A-Za-z])(?=[^/]*(?:/[^/]*)?$)");

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
            value(entry.getValue(), path).ifPresent(value -> fromPath.put(entry.getKey(), value));
        }
        return new SourceFile(path, fromPath);
    }

    private static Optional<String> value(Pattern pattern, String path) {
        if (pattern.pattern().equals(POST_ID.pattern())) {
            return postId(path);
        }
        Matcher matcher = pattern.matcher(path);
        return matcher.find() && matcher.groupCount() > 0 ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }

    /** The only post's id in the file's name, else the only one in its folder's. */
    private static Optional<String> postId(String path) {
        int name = path.lastIndexOf('/') + 1;
        List<MatchResult> ids = POST_ID.matcher(path)
                .results()
                .filter(match -> PostId.isLike(match.group(1)))
                .toList();
        List<String> inName = ids.stream()
                .filter(match -> match.start() >= name)
                .map(match -> match.group(1))
                .distinct()
                .toList();
        List<String> found = inName.isEmpty()
                ? ids.stream().map(match -> match.group(1)).distinct().toList()
                : inName;
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
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
