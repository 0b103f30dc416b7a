package io.weibosentiment.labels.sampling;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Comments that are drawn from together.
 *
 * @param blogger their blogger; empty: unknown, or strata are not by blogger
 * @param windowStart the window that they are in; empty: none, or strata are not by window
 * @param band the band of scores that they are in, from 0; empty: a rule decided them
 * @param comments how many there are
 * @param variance the mean of {@code s (1 - s)} of their scores, the variance of a label that the model is calibrated
 *     for
 */
public record Stratum(
        Optional<String> blogger, Optional<Instant> windowStart, OptionalInt band, long comments, double variance) {}
