package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.ingest.RecordLayout.TextShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The columns in which labelled texts hold their fields.
 *
 * @param named the columns that the user named; of labels one for each coder
 * @param score the column with the scores of others, if they are compared
 */
public record LabelledColumns(Map<Field, List<String>> named, Optional<String> score) {

    private static final Map<String, Field> NAMEABLE = new LinkedHashMap<>();

    static {
        NAMEABLE.put("text", Field.TEXT);
        NAMEABLE.put("label", Field.LABEL);
        NAMEABLE.put("time", Field.COMMENT_TIME);
        NAMEABLE.put("inclusion-probability", Field.INCLUSION_PROBABILITY);
        NAMEABLE.put("stratum", Field.STRATUM);
        NAMEABLE.put("comment-id", Field.COMMENT_ID);
    }

    private static final Map<Field, List<String>> USUAL = Map.of(
            Field.TEXT, List.of("text", "review"),
            Field.COMMENT_TIME, List.of("comment_time"),
            Field.INCLUSION_PROBABILITY, List.of("inclusion_probability"),
            Field.STRATUM, List.of("stratum"),
            Field.COMMENT_ID, List.of("comment_id"));
    private static final String LABEL = "label";
    private static final Pattern CODER = Pattern.compile("(?i)coder_(\\d{1,6})");
    private static final int HEADS = 10;

    public LabelledColumns {
        named = Map.copyOf(named);
    }

    /**
     * Reads {@code text=review,label=coder_1,label=coder_2}; an empty text names nothing.
     *
     * @param score the column with the scores of others
     * @throws InvalidInputException with every entry that is none
     */
    public static LabelledColumns parse(String text, Optional<String> score) {
        Map<Field, List<String>> named = new EnumMap<>(Field.class);
        List<String> problems = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String key = equals < 0 ? entry.strip() : entry.substring(0, equals).strip();
            String column = equals < 0 ? "" : entry.substring(equals + 1).strip();
            Optional<Field> field = field(key);
            if (field.isEmpty() || column.isEmpty()) {
                problems.add("columns: '" + entry.strip() + "' names no field and column; expected field=column,… with"
                        + " the fields " + String.join(", ", NAMEABLE.keySet())
                        + ", of which label can be given several times, once for each coder");
                continue;
            }
            List<String> columns = named.computeIfAbsent(field.get(), unused -> new ArrayList<>());
            if (columns.contains(column) || (!columns.isEmpty() && field.get() != Field.LABEL)) {
                problems.add("columns: " + key + " is given twice; name one column");
            }
            columns.add(column);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new LabelledColumns(named, score);
    }

    private static Optional<Field> field(String key) {
        String name = key.toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.ofNullable(NAMEABLE.get(name.equals("comment-time") ? "time" : name));
    }

    /** The columns of labels, one for each coder; none where only scores are compared. */
    public List<String> labels() {
        return named.getOrDefault(Field.LABEL, List.of());
    }

    /**
     * These columns with those of labels, if none is named: {@code label}, else all of {@code coder_1}, {@code coder_2} and
     * so on that the first files have. Where there is neither and scores are compared, there are no labels.
     */
    public LabelledColumns withLabelsOf(SparkSession spark, InputConfig input) {
        if (!labels().isEmpty()) {
            return this;
        }
        List<String> found = usualLabels(spark, input);
        if (found.isEmpty() && score.isPresent()) {
            return this;
        }
        Map<Field, List<String>> all = new EnumMap<>(Field.class);
        all.putAll(named);
        all.put(Field.LABEL, found.isEmpty() ? List.of(LABEL) : found);
        return new LabelledColumns(all, score);
    }

    private List<String> usualLabels(SparkSession spark, InputConfig input) {
        InputCheck check = new InputCheck(spark, ReadSettings.of(input, layout()), false);
        List<Path> paths = check.paths(input.paths());
        PassedOver passedOver = new PassedOver();
        List<FileStatus> files = check.readable(check.listed(paths, passedOver), passedOver).stream()
                .filter(file -> file.getLen() > 0)
                .limit(HEADS)
                .toList();
        for (FileStatus file : files) {
            try {
                List<String> labels = labelsAmong(check.columns(file));
                if (!labels.isEmpty()) {
                    return labels;
                }
            } catch (IOException | RuntimeException e) {
                return List.of(); // checking the files, which follows, says what is wrong with them
            }
        }
        return List.of();
    }

    private static List<String> labelsAmong(Set<String> columns) {
        Optional<String> label =
                columns.stream().filter(LABEL::equalsIgnoreCase).findFirst();
        return label.map(List::of)
                .orElseGet(() -> columns.stream()
                        .filter(column -> CODER.matcher(column).matches())
                        .sorted(Comparator.comparingInt(LabelledColumns::number))
                        .toList());
    }

    private static int number(String column) {
        Matcher matcher = CODER.matcher(column);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /**
     * Finds the files of {@code input} with these columns.
     *
     * @throws InvalidInputException with every problem found
     */
    public InputFiles files(SparkSession spark, InputConfig input) {
        return InputFiles.check(spark, input, layout());
    }

    private RecordLayout layout() {
        Map<Field, List<String>> columns = new EnumMap<>(Field.class);
        columns.putAll(USUAL);
        columns.putAll(named);
        score.ifPresent(column -> columns.put(Field.REFERENCE_SCORE, List.of(column)));
        Set<Field> required = EnumSet.of(Field.TEXT);
        required.addAll(named.keySet());
        score.ifPresent(unused -> required.add(Field.REFERENCE_SCORE));
        return new RecordLayout(RecordKind.LABELLED_TEXT, columns, Map.of(), required, Map.of(), TextShape.PLAIN);
    }
}
