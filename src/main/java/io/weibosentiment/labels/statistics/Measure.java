package io.weibosentiment.labels.statistics;

import java.util.Locale;

/** A figure of how well scores fit labels; docs/evaluation.md defines each. */
public enum Measure {
    ACCURACY,
    F1_MACRO,
    ROC_AUC,
    BRIER,
    CALIBRATION_ERROR,
    KAPPA,
    MATTHEWS,
    PRECISION_POSITIVE,
    RECALL_POSITIVE,
    F1_POSITIVE,
    PRECISION_NEGATIVE,
    RECALL_NEGATIVE,
    F1_NEGATIVE,
    POSITIVE_SHARE,
    MEAN_SCORE,
    BIAS;

    /** The name in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a percentile interval of it means something: sampling alone raises a calibration error. */
    public boolean hasInterval() {
        return this != CALIBRATION_ERROR;
    }
}
