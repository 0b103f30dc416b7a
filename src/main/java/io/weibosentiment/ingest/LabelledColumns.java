package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputPaths;
import io.weibosentiment.ingest.RecordLayout.TextShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * @param found the columns of labels that the files have, if the user named none; a file may lack some
 * @param ofSample which columns of a sample's design the files have
 */
public record LabelledColumns(
        Map<Field, List<String>> named, Optional<String> score, List<String> found, Set<Field> ofSample) {

    private static final Map<String, Field> NAMEABLE = new LinkedHashMap<>();

    static {
        NAMEABLE.put("text", Field.TEXT);
        NAMEABLE.put("label", Field.LABEL);
        NAMEABLE.put("time", Field.COMMENT_TIME);
        NAMEABLE.put("inclusion-probability", Field.INCLUSION_PROBABILITY);
        NAMEABLE.put("stratum", Field.STRATUM);
        NAMEABLE.put("comment-key", Field.COMMENT_KEY);
        NAMEABLE.put("comment-id", Field.COMMENT_ID);
    }

    private static final Map<Field, List<String>> USUAL = Map.of(
            Field.TEXT, List.of("text", "review"),
            Field.COMMENT_TIME, List.of("comment_time"),
            Field.INCLUSION_PROBABILITY, List.of("inclusion_probability"),
            Field.STRATUM, List.of("stratum"),
            Field.COMMENT_KEY, List.of("comment_key"),
            Field.COMMENT_ID, List.of("comment_id"));
    private static final String LABEL = "label";
    private static final Pattern CODER = Pattern.compile("(?i)coder_(\\d{1,6})");
    private static final String CODER_PREFIX = "coder_";
    private static final int HEADS = 100;

    public LabelledColumns {
        named = Map.copyOf(named);
        found = List.copyOf(found);
        ofSample = Set.copyOf(ofSample);
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
        return new LabelledColumns(named, score, List.of(), Set.of());
    }

    private static Optional<Field> field(String key) {
        String name = key.toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.ofNullable(NAMEABLE.get(name.equals("comment-time") ? "time" : name));
    }

    /** The columns of labels, one for each coder; none where only scores are compared. */
    public List<String> labels() {
        return named.getOrDefault(Field.LABEL, found);
    }

    /** Whether the files have a column of inclusion probabilities: they are a sample. */
    public boolean areOfSample() {
        return ofSample.contains(Field.INCLUSION_PROBABILITY);
    }

    /** Whether the files have a column of keys, by which the same comment is known in several sheets. */
    public boolean haveKeys() {
        return ofSample.contains(Field.COMMENT_KEY);
    }

    /**
     * These columns with what the heads of the files show: the columns of a sample, and, if no column of labels is named,
     * {@code label}, else all columns whose names begin with {@code coder_}. Where there is neither and scores are
     * compared, there are no labels.
     */
    public LabelledColumns of(SparkSession spark, InputConfig input) {
        Set<String> present = present(spark, input);
        Set<Field> design = EnumSet.noneOf(Field.class);
        for (Field field : List.of(Field.INCLUSION_PROBABILITY, Field.COMMENT_KEY)) {
            if (layout().columnOf(field, present).isPresent()) {
                design.add(field);
            }
        }
        List<String> found = labels().isEmpty() ? labelsAmong(present) : List.of();
        Map<Field, List<String>> all = new EnumMap<>(Field.class);
        all.putAll(named);
        if (labels().isEmpty() && found.isEmpty() && score.isEmpty()) {
            all.put(Field.LABEL, List.of(LABEL));
        }
        return new LabelledColumns(all, score, found, design);
    }

    private Set<String> present(SparkSession spark, InputConfig input) {
        InputCheck check = new InputCheck(spark, ReadSettings.of(input, layout()), false);
        InputPaths given = InputPaths.of(input.paths());
        List<Path> paths = check.paths(given);
        PassedOver passedOver = new PassedOver();
        Set<String> present = new LinkedHashSet<>();
        check.readable(check.listed(paths, passedOver), passedOver).stream()
                .filter(file -> file.getLen() > 0)
                .limit(HEADS)
                .forEach(file -> present.addAll(columnsOf(file, check)));
        given.tables().forEach(table -> present.addAll(columnsOf(spark, table)));
        return present;
    }

    private static Set<String> columnsOf(SparkSession spark, String table) {
        try {
            return CatalogTable.open(spark, table, Optional.empty(), "")
                    .columns()
                    .keySet();
        } catch (InvalidInputException e) {
            return Set.of(); // checking the tables, which follows, says what is wrong with them
        }
    }

    private static Set<String> columnsOf(FileStatus file, InputCheck check) {
        try {
            return check.columns(file);
        } catch (IOException | RuntimeException e) {
            return Set.of(); // checking the files, which follows, says what is wrong with them
        }
    }

    /** The columns of labels among {@code columns}: {@code label}, else those of coders. */
    static List<String> labelsAmong(Collection<String> columns) {
        Optional<String> label =
                columns.stream().filter(LABEL::equalsIgnoreCase).findFirst();
        return label.map(List::of)
                .orElseGet(() -> columns.stream()
                        .filter(column -> column.toLowerCase(Locale.ROOT).startsWith(CODER_PREFIX))
                        .sorted(Comparator.comparingInt(LabelledColumns::number))
                        .toList());
    }

    private static int number(String column) {
        Matcher matcher = CODER.matcher(column);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
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
        if (!labels().isEmpty()) {
            columns.put(Field.LABEL, labels());
        }
        score.ifPresent(column -> columns.put(Field.REFERENCE_SCORE, List.of(column)));
        Set<Field> required = EnumSet.of(Field.TEXT);
        required.addAll(named.keySet());
        score.ifPresent(unused -> required.add(Field.REFERENCE_SCORE));
        return new RecordLayout(RecordKind.LABELLED_TEXT, columns, Map.of(), required, Map.of(), TextShape.LABELS);
    }
}
