package io.weibosentiment.aggregate;

import io.weibosentiment.Columns;
import io.weibosentiment.Sentiment;
import io.weibosentiment.config.Fill;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a matrix tells of a blogger's window. */
public enum MatrixFigure {
    /** The sentiment, or what fills its place. */
    SENTIMENT(Columns.SENTIMENT),
    /** The sentiment's standard error; null where there is none, or where the sentiment was filled in. */
    SENTIMENT_SE(Columns.SENTIMENT_SE),
    /** The effective number of comments; 0 where there is no sentiment of the window's own. */
    EFFECTIVE_COMMENTS(Columns.EFFECTIVE_COMMENTS),
    /** Whether the sentiment was filled in. */
    FILLED(Columns.SENTIMENT);

    private final String column;

    MatrixFigure(String column) {
        this.column = column;
    }

    DataType type() {
        return this == FILLED ? DataTypes.BooleanType : DataTypes.DoubleType;
    }

    /** The column of {@code blogger_window_sentiment} that it needs. */
    String column() {
        return column;
    }

    /**
     * The value of a cell.
     *
     * @param cell has {@link #column}, of this window or, with {@link Fill#PREVIOUS}, of the last one before that has a
     *     sentiment; null if there is none
     * @param place where the cell has it
     * @param isOwn whether it is of this window
     */
    Object of(Row cell, int place, boolean isOwn, Fill fill) {
        boolean isFilled = !isOwn && (cell != null || fill == Fill.NEUTRAL);
        return switch (this) {
            case SENTIMENT -> cell != null ? cell.get(place) : isFilled ? (Double) Sentiment.NEUTRAL : null;
            case SENTIMENT_SE -> isOwn ? cell.get(place) : null;
            case EFFECTIVE_COMMENTS -> isOwn ? cell.get(place) : (Double) 0.0;
            case FILLED -> isFilled;
        };
    }
}
