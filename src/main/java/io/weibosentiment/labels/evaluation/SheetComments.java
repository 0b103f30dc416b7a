package io.weibosentiment.labels.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.struct;

import io.weibosentiment.Columns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a sample's sheets, one for each comment: the labels that several sheets have of it together, as {@code
 * aggregate --labels} takes them. A comment that a sheet has twice is rejected there, since which row is meant cannot be
 * told, and so is one that a second sheet has with another design.
 */
public final class SheetComments implements Serializable {

    /** The key of a comment in the sheets of sample. */
    static final String KEY = "comment_key";

    private static final String GROUP = "__comment";
    private static final String MEMBERS = "__rows";
    /** Spreadsheets write some ten digits of a probability. */
    private static final double ROUNDING = 1e-6;

    private final StructType schema;

    private SheetComments(StructType schema) {
        this.schema = schema;
    }

    /**
     * {@code checked} rows, see {@link LabelledRows}, with the same columns. One shuffle of the sheets. In {@code coders}
     * the labels of a second sheet follow those of the first: as many again as there are columns of labels.
     */
    public static Dataset<Row> together(Dataset<Row> checked) {
        StructType schema = checked.schema();
        Column[] columns =
                List.of(schema.fieldNames()).stream().map(name -> col(name)).toArray(Column[]::new);
        Column own = concat(lit("row "), monotonically_increasing_id().cast(DataTypes.StringType));
        Column shared = concat(lit("key "), col(KEY));
        SheetComments sheets = new SheetComments(schema);
        FlatMapFunction<Row, Row> merge = group -> sheets.merged(group.getList(0));
        return checked.withColumn(GROUP, coalesce(shared, own))
                .groupBy(GROUP)
                .agg(collect_list(struct(columns)).as(MEMBERS))
                .select(MEMBERS)
                .flatMap(merge, Encoders.row(schema));
    }

    /** A row as an array of values that can be changed. */
    private final class Member {

        private final Row row;
        private final Object[] values;

        Member(Row row) {
            this.row = row;
            values = new Object[row.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i);
            }
        }

        Object get(String column) {
            return values[schema.fieldIndex(column)];
        }

        void put(String column, Object value) {
            values[schema.fieldIndex(column)] = value;
        }

        boolean isDrawn() {
            return (boolean) get(LabelledRows.DRAWN);
        }

        boolean isKept() {
            return get(Columns.REASON) == null;
        }

        String file() {
            return (String) get(Columns.SOURCE_FILE);
        }

        long line() {
            return get(Columns.LINE) instanceof Long line ? line : 0;
        }

        List<Integer> coders() {
            return row.getList(schema.fieldIndex(LabelledRows.CODERS));
        }

        void reject(String reason, String detail) {
            if (isKept()) {
                put(Columns.RAW, get(Columns.TEXT));
                put(Columns.REASON, reason);
                put(Columns.DETAIL, detail);
            }
        }

        boolean isOfSameDesign(Member other) {
            double probability = (double) get(LabelledRows.INCLUSION_PROBABILITY);
            double difference = Math.abs(probability - (double) other.get(LabelledRows.INCLUSION_PROBABILITY));
            return Objects.equals(get(LabelledRows.STRATUM), other.get(LabelledRows.STRATUM))
                    && difference <= ROUNDING * probability;
        }

        Row row() {
            return RowFactory.create(values);
        }
    }

    private Iterator<Row> merged(List<Row> rows) {
        List<Member> members = new ArrayList<>();
        rows.forEach(row -> members.add(new Member(row)));
        members.sort(Comparator.comparing(Member::file).thenComparing(Member::line));
        List<Member> drawn = members.stream().filter(Member::isDrawn).toList();
        if (drawn.size() > 1) {
            rejectRepeated(drawn);
            merge(drawn);
        }
        return members.stream()
                .filter(member -> !isMerged(member))
                .map(Member::row)
                .iterator();
    }

    private static boolean isMerged(Member member) {
        return member.isKept() && (long) member.get(Columns.COPIES) == 0;
    }

    private static void rejectRepeated(List<Member> drawn) {
        Map<String, List<Member>> byFile = new LinkedHashMap<>();
        drawn.forEach(member ->
                byFile.computeIfAbsent(member.file(), file -> new ArrayList<>()).add(member));
        byFile.values().stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> same.forEach(member -> member.reject(
                        LabelledRows.REPEATED_COMMENT,
                        "the sheet has this comment in " + same.size() + " rows, so none of them counts")));
    }

    /** Leaves one row for the comment: the first that is kept, with all labels. */
    private static void merge(List<Member> drawn) {
        List<Member> kept =
                new ArrayList<>(drawn.stream().filter(Member::isKept).toList());
        Member first = kept.isEmpty() ? drawn.get(0) : kept.get(0);
        drawn.forEach(member -> member.put(LabelledRows.DRAWN, member == first));
        boolean isConflicting = false;
        for (Member other : List.copyOf(kept)) {
            if (!first.isOfSameDesign(other)) {
                other.reject(
                        LabelledRows.CONFLICTING_DESIGN,
                        "another sheet has this comment with another stratum or inclusion probability");
                kept.remove(other);
                isConflicting = true;
            }
        }
        if (kept.isEmpty()) {
            return;
        }
        List<Integer> coders = together(kept.stream().map(Member::coders).toList());
        if (isConflicting) {
            coders.replaceAll(label -> null);
        }
        kept.forEach(member -> member.put(Columns.COPIES, 0L));
        first.put(Columns.COPIES, (long) kept.size());
        first.put(LabelledRows.CODERS, coders.toArray(Integer[]::new));
        first.put(Columns.LABEL, LabelledRows.majority(coders));
    }

    /** The labels of several sheets: of each column the first label, then of each the second, and so on. */
    private static List<Integer> together(List<List<Integer>> sheets) {
        int columns = sheets.get(0).size();
        List<Integer> all = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int place = column;
            for (List<Integer> sheet : sheets) {
                if (sheet.get(column) != null) {
                    while (all.size() <= place + columns) {
                        all.add(null);
                    }
                    all.set(place, sheet.get(column));
                    place += columns;
                }
            }
        }
        while (all.size() < columns) {
            all.add(null);
        }
        return all;
    }
}
