package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.Weighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the comments of a post to a row for each of its windows with its mean under every alternative that needs the
 * comments. What is kept of a post grows with the number of its windows, not of its comments.
 */
final class PostAlternatives implements FlatMapGroupsFunction<Long, Row, Row> {

    /** Which of the kinds of windows, by its place. */
    static final String PLACEMENT = "__placement";

    /** The window's start in microseconds since 1970. */
    static final String START = "__start";

    static final String COUNTED = "__counted";
    static final String BY_LIKES = "__by_likes";
    static final String BY_ONE = "__by_one";
    static final String OTHER_RULES = "__other_rules";
    static final String WITHOUT_NEUTRAL = "__without_neutral";
    static final String REST = "__rest";
    static final String MOST_LIKES = "__most_likes";

    static final StructType SCHEMA = new StructType()
            .add(PLACEMENT, DataTypes.IntegerType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(START, DataTypes.LongType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(Columns.COMMENTS, DataTypes.LongType)
            .add(COUNTED, DataTypes.LongType)
            .add(BY_LIKES, DataTypes.DoubleType)
            .add(BY_ONE, DataTypes.DoubleType)
            .add(OTHER_RULES, DataTypes.DoubleType)
            .add(WITHOUT_NEUTRAL, DataTypes.DoubleType)
            .add(REST, DataTypes.DoubleType)
            .add(MOST_LIKES, DataTypes.LongType);

    private static final String HASH = "__hash";
    private static final String IS_COMMENT = "__is_comment";
    private static final String IS_BY_RULE = "__is_by_rule";
    private static final String FIRST = "__first_";
    private static final String LAST = "__last_";
    private static final int KEYS = 4;

    private static final StructType OF_COMMENT = new StructType()
            .add(HASH, DataTypes.LongType)
            .add(Columns.BLOGGER_ID, DataTypes.StringType)
            .add(Columns.POST_ID, DataTypes.StringType)
            .add(Columns.POST_LIKES, DataTypes.LongType)
            .add(IS_COMMENT, DataTypes.BooleanType)
            .add(IS_BY_RULE, DataTypes.BooleanType)
            .add(COUNTED, DataTypes.DoubleType)
            .add(Columns.LIKES, DataTypes.LongType);

    private static final long serialVersionUID = 1L;

    private final long[] steps;
    private final RuleDecided ruleDecided;
    private final boolean isWeighted;

    private PostAlternatives(AggregateConfig config, List<Windows> placements) {
        this.steps = placements.stream().mapToLong(Windows::step).toArray();
        this.ruleDecided = config.ruleDecided();
        this.isWeighted = config.commentWeight() == Weighting.LIKES;
    }

    /**
     * A row for each post and window, with the columns of {@link #SCHEMA}. The comments are shuffled once.
     *
     * @param comments scored comments, and posts without comments, which nothing decided
     * @param placements the kinds of windows, in the order of {@link #PLACEMENT}
     */
    static Dataset<Row> of(Dataset<Row> comments, AggregateConfig config, List<Windows> placements) {
        StructType schema = OF_COMMENT;
        List<Column> columns = new ArrayList<>(List.of(
                xxhash64(col(Columns.BLOGGER_ID), col(Columns.POST_ID)).as(HASH),
                col(Columns.BLOGGER_ID),
                col(Columns.POST_ID),
                col(Columns.POST_LIKES).cast(DataTypes.LongType).as(Columns.POST_LIKES),
                CountedSentiment.isComment().as(IS_COMMENT),
                CountedSentiment.isByRule().as(IS_BY_RULE),
                CountedSentiment.of(RuleDecided.UNSCORED).as(COUNTED),
                coalesce(greatest(col(Columns.LIKES), lit(0L)), lit(0L)).as(Columns.LIKES)));
        Column isInAny = lit(false);
        for (int place = 0; place < placements.size(); place++) {
            schema = schema.add(FIRST + place, DataTypes.LongType).add(LAST + place, DataTypes.LongType);
            columns.add(placements.get(place).first().as(FIRST + place));
            columns.add(placements.get(place).last().as(LAST + place));
            isInAny = isInAny.or(placements.get(place).hasWindow());
        }
        return comments.filter(isInAny)
                .select(columns.toArray(Column[]::new))
                .groupBy(col(HASH))
                .as(Encoders.LONG(), Encoders.row(schema))
                .flatMapGroups(new PostAlternatives(config, placements), Encoders.row(SCHEMA));
    }

    /** A window of a post. */
    private record Cell(int placement, String blogger, String post, long start) {}

    @Override
    public Iterator<Row> call(Long hash, Iterator<Row> comments) {
        Map<Cell, AlternativeMeans> cells = new HashMap<>();
        comments.forEachRemaining(comment -> {
            for (int place = 0; place < steps.length; place++) {
                take(comment, place, cells);
            }
        });
        return cells.entrySet().stream()
                .map(cell -> row(cell.getKey(), cell.getValue()))
                .iterator();
    }

    private void take(Row comment, int place, Map<Cell, AlternativeMeans> cells) {
        int first = OF_COMMENT.size() + 2 * place;
        if (comment.isNullAt(first)) {
            return;
        }
        for (long start = comment.getLong(first); start <= comment.getLong(first + 1); start += steps[place]) {
            AlternativeMeans means = cells.computeIfAbsent(
                    new Cell(place, comment.getString(1), comment.getString(2), start),
                    cell -> new AlternativeMeans(ruleDecided, isWeighted));
            if (!comment.isNullAt(3)) {
                means.ofPost(comment.getLong(3));
            }
            take(comment, means);
        }
    }

    private static void take(Row comment, AlternativeMeans means) {
        if (!comment.getBoolean(4)) {
            return;
        }
        long likes = comment.getLong(7);
        means.comment();
        if (comment.getBoolean(5)) {
            means.byRule(likes);
        } else if (!comment.isNullAt(6)) {
            means.scored(ScaledSentiment.of(comment.getDouble(6) + 0.0), likes);
        }
    }

    private static Row row(Cell cell, AlternativeMeans means) {
        Object[] values = means.values();
        Object[] row = new Object[KEYS + values.length];
        row[0] = cell.placement();
        row[1] = cell.blogger();
        row[2] = cell.post();
        row[3] = cell.start();
        System.arraycopy(values, 0, row, KEYS, values.length);
        return RowFactory.create(row);
    }
}
