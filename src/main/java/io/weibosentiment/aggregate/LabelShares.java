package io.weibosentiment.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;

import io.weibosentiment.Columns;
import io.weibosentiment.ModelLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Which share of the comments that the model scored has each label, for models with more than two: a map by the labels'
 * names, each comment counted once whatever its weight; null where none was scored.
 */
public final class LabelShares {

    private static final Set<String> OF_BLOGGERS = Set.of(Columns.BLOGGER_ID, Columns.WINDOW, Columns.WINDOW_START);
    private static final Set<String> OF_POSTS =
            Set.of(Columns.BLOGGER_ID, Columns.POST_ID, Columns.WINDOW, Columns.WINDOW_START);
    private static final String SUFFIX = "__of_shares";

    private final Dataset<Row> inWindows;
    private final ModelLabels labels;

    LabelShares(Dataset<Row> scored, List<Windows> windows, ModelLabels labels) {
        Dataset<Row> labelled = scored.where(col(Columns.LABEL).isNotNull())
                .select(
                        Columns.BLOGGER_ID,
                        Columns.POST_ID,
                        Columns.COMMENT_TIME,
                        Columns.POST_TIME,
                        Columns.DECIDED_BY,
                        Columns.LABEL);
        this.inWindows = windows.stream()
                .map(kind -> kind.assign(labelled))
                .reduce(Dataset::unionByName)
                .orElseThrow();
        this.labels = labels;
    }

    /** {@code posts}, rows of {@code post_window_sentiment}, with {@code label_shares}. */
    public Dataset<Row> ofPosts(Dataset<Row> posts) {
        return joined(posts, OF_POSTS);
    }

    /** {@code bloggers}, rows of {@code blogger_window_sentiment}, with {@code label_shares} of all their comments. */
    public Dataset<Row> ofBloggers(Dataset<Row> bloggers) {
        return joined(bloggers, OF_BLOGGERS);
    }

    private Dataset<Row> joined(Dataset<Row> cells, Set<String> keys) {
        Dataset<Row> shares = inWindows
                .groupBy(keys.stream().map(key -> col(key).as(key + SUFFIX)).toArray(Column[]::new))
                .agg(shares().as(Columns.LABEL_SHARES));
        Column isSame = keys.stream()
                .map(key -> cells.col(key).eqNullSafe(shares.col(key + SUFFIX)))
                .reduce(Column::and)
                .orElseThrow();
        Column[] columns = Arrays.stream(cells.columns()).map(cells::col).toArray(Column[]::new);
        return cells.join(shares, isSame, "left").select(with(columns, shares.col(Columns.LABEL_SHARES)));
    }

    private static Column[] with(Column[] columns, Column more) {
        Column[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = more;
        return all;
    }

    private Column shares() {
        return map_from_arrays(
                each(functions::lit),
                each(label -> count_if(col(Columns.LABEL).equalTo(label)).divide(count(lit(1)))));
    }

    private Column each(Function<String, Column> of) {
        return functions.array(labels.names().stream().map(of).toArray(Column[]::new));
    }
}
