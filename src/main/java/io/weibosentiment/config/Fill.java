package io.weibosentiment.config;

/** What a trajectory holds for a blogger without comments in a window. */
public enum Fill {
    NEUTRAL,
    PREVIOUS,
    NULL,
    LEAVE_OUT,
    /** Only the longest run of windows in which every blogger has a sentiment is kept. */
    LONGEST_RUN
}
