package io.weibosentiment.labels.correction;

import java.util.Locale;

/** Why a row of a sheet cannot be used. */
enum LabelProblem {
    /** It has no key as sample writes them. */
    UNREADABLE_KEY,
    /** The inclusion probability is no number above 0 and up to 1. */
    UNUSABLE_PROBABILITY,
    /** A label is neither a number from 0 to 1 nor a usual word for one. */
    UNUSABLE_LABEL,
    /** The sheet has the comment more than once. */
    REPEATED_COMMENT,
    /** Another sheet has the comment with another probability or stratum. */
    CONFLICTING_DESIGN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
