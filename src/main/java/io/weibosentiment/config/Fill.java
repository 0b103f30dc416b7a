package io.weibosentiment.config;

/** What a trajectory holds for a blogger without comments in a window. */
public enum Fill {
    NEUTRAL,
    PREVIOUS,
    NULL,
    LEAVE_OUT
}
