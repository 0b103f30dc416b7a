package io.weibosentiment.labels.sampling;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.labels.CommentKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The texts of the comments that were drawn.
 *
 * @param found by the key that comments share whose text is the same once it is cleaned
 * @param otherText how many drawn comments have another text in the place that was read
 * @param missing how many are not there at all
 */
public record DrawnTexts(Map<String, Text> found, long otherText, long missing) {

    private static final String DRAWN_SHARED = "drawn_shared_key";
    private static final String DRAWN_PLACE = "drawn_place";
    private static final String FOUND = "found";

    private static final StructType DRAWN =
            new StructType().add(DRAWN_SHARED, DataTypes.StringType).add(DRAWN_PLACE, DataTypes.StringType);

    public DrawnTexts {
        found = Map.copyOf(found);
    }

    /**
     * A comment's text.
     *
     * @param raw as it was crawled
     * @param cleaned as the model reads it
     */
    public record Text(String raw, String cleaned) {}

    /**
     * Finds the texts of {@code drawn}. Runs a Spark job.
     *
     * @param comments post_id, comment_id, comment_time, text_key, text, cleaned_text
     */
    public static DrawnTexts in(Dataset<Row> comments, List<DrawnComment> drawn) {
        List<Row> wanted = drawn.stream()
                .map(comment -> RowFactory.create(comment.shared(), comment.place()))
                .distinct()
                .toList();
        Dataset<Row> keys = comments.sparkSession().createDataFrame(wanted, DRAWN);
        Map<String, Optional<Text>> texts = new HashMap<>();
        for (Row row : comments.select(
                        CommentKeys.place().as(Frame.PLACE),
                        CommentKeys.shared().as(Frame.SHARED),
                        struct(col(Columns.TEXT), col(Columns.CLEANED_TEXT)).as(Columns.TEXT))
                .join(broadcast(keys), col(Frame.PLACE).equalTo(col(DRAWN_PLACE)))
                .groupBy(DRAWN_SHARED)
                .agg(min(when(col(Frame.SHARED).equalTo(col(DRAWN_SHARED)), col(Columns.TEXT)))
                        .as(FOUND))
                .collectAsList()) {
            Optional<Row> found = Optional.ofNullable(row.getAs(FOUND));
            texts.put(row.getString(0), found.map(text -> new Text(text(text, 0), text(text, 1))));
        }
        return of(drawn, texts);
    }

    private static String text(Row row, int place) {
        return row.isNullAt(place) ? "" : row.getString(place);
    }

    private static DrawnTexts of(List<DrawnComment> drawn, Map<String, Optional<Text>> texts) {
        Map<String, Text> found = new HashMap<>();
        texts.forEach((key, text) -> text.ifPresent(known -> found.put(key, known)));
        List<String> others = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (DrawnComment comment : drawn) {
            if (!found.containsKey(comment.shared())) {
                (texts.containsKey(comment.shared()) ? others : missing).add(comment.key());
            }
        }
        return new DrawnTexts(found, others.size(), missing.size());
    }

    /** How many drawn comments have no text. */
    public long without() {
        return otherText + missing;
    }
}
