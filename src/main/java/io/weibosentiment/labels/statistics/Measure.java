package io.weibosentiment.labels.statistics;

import java.util.Locale;

/** A figure of how well scores fit labels; docs/evaluation.md defines each. */
public enum Measure {
    /** The share of rows scored as they are labelled, from 0 to 1. */
    ACCURACY,
    /** The mean of F1 over the classes that are labelled or scored, from 0 to 1. */
    F1_MACRO,
    /** The probability that a positive row scores above a negative one, ties by half (Hanley and McNeil 1982). */
    ROC_AUC,
    /** The mean squared difference of score and label, from 0 to 1 (Brier 1950). */
    BRIER,
    /** The mean over rows of |mean score − positive share| of their tenth of the scale (Naeini et al. 2015). */
    CALIBRATION_ERROR,
    /** The agreement of labels and classes beyond chance, at most 1 (Cohen 1960). */
    KAPPA,
    /** The correlation of labels and classes, from −1 to 1 (Matthews 1975). */
    MATTHEWS,
    /** Of the rows scored positive, the share labelled so. */
    PRECISION_POSITIVE,
    /** Of the rows labelled positive, the share scored so. */
    RECALL_POSITIVE,
    /** 2TP / (2TP + FP + FN) of the positive class (van Rijsbergen 1979). */
    F1_POSITIVE,
    /** Of the rows scored negative, the share labelled so. */
    PRECISION_NEGATIVE,
    /** Of the rows labelled negative, the share scored so. */
    RECALL_NEGATIVE,
    /** F1 of the negative class. */
    F1_NEGATIVE,
    /** The share of rows labelled positive. */
    POSITIVE_SHARE,
    /** The mean score. */
    MEAN_SCORE,
    /** The mean score less the share labelled positive: by so much a mean of scores is off. */
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
