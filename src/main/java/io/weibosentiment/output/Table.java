package io.weibosentiment.output;

import java.util.Locale;

/** The published tables; each is a folder of Parquet files below the output folder. */
public enum Table {
    COMMENT_SCORES,
    POST_WINDOW_SENTIMENT,
    BLOGGER_WINDOW_SENTIMENT,
    TRAJECTORIES,
    REJECTED_COMMENTS;

    /** The table's folder. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
