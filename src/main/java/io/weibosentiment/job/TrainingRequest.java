package io.weibosentiment.job;

import io.weibosentiment.ingest.LabelledColumns;
import io.weibosentiment.labels.LabelValues;
import io.weibosentiment.labels.statistics.Bootstrap;
import io.weibosentiment.training.TrainingOptions;
import java.util.List;
import java.util.Optional;

/**
 * What to train, besides the configuration.
 *
 * @param columns where labels and texts are
 * @param values what labels mean
 * @param validation the files to judge by; none: a share of the input
 * @param validationShare that share
 * @param to the bundle to make
 * @param options how
 * @param ontology the file with the emotion ontology; empty: none
 * @param bootstrap the replicates behind the intervals of the figures at the end
 */
public record TrainingRequest(
        LabelledColumns columns,
        LabelValues values,
        List<String> validation,
        double validationShare,
        String to,
        TrainingOptions options,
        Optional<String> ontology,
        Bootstrap bootstrap) {

    public TrainingRequest {
        validation = List.copyOf(validation);
    }
}
