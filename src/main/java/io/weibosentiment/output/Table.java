package io.weibosentiment.output;

import java.util.Locale;

/** The published tables; each is a folder of Parquet files below the output folder. */
public enum Table {
    COMMENT_SCORES,
    POSTS,
    POST_SCORES,
    POST_WINDOW_SENTIMENT,
    BLOGGER_WINDOW_SENTIMENT,
    TRAJECTORIES,
    TRAJECTORIES_SE,
    TRAJECTORIES_EFFECTIVE_COMMENTS,
    TRAJECTORIES_FILLED,
    /** Only if replicates are asked for. */
    TRAJECTORIES_REPLICATES,
    /** Labelled texts with their scores. */
    EVALUATED_TEXTS,
    /** How much agents of a fitted model listen to each other. */
    INFLUENCE,
    /** How much they hold on to what they thought. */
    STUBBORNNESS,
    FIT_FIGURES,
    FORECASTS,
    REJECTED_COMMENTS,
    /** One row for each run published here, this one included. */
    RUN_HISTORY;

    /** In rows of several tables the column that names each row's table by its folder. */
    public static final String COLUMN = "__table";

    /** The table's folder. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
