package io.weibosentiment.job;

import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.statistics.Bootstrap;
import java.util.Optional;

/**
 * What to evaluate, besides the configuration.
 *
 * @param columns where labels and texts are
 * @param values what labels mean
 * @param against the bundle of another model to compare with
 * @param bootstrap the replicates behind the intervals
 */
public record EvaluationRequest(
        LabelledColumns columns, LabelValues values, Optional<String> against, Bootstrap bootstrap) {}
