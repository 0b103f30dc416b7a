package io.weibosentiment.job;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.labels.correction.CorrectedTables;
import io.weibosentiment.labels.correction.Labelling;
import io.weibosentiment.run.Run;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The step that corrects the tables of windows by people's labels; without labels it does nothing.
 *
 * @param labelling the labels, if the configuration names any
 */
record LabelCorrection(Optional<Labelling> labelling, JobConfig config, Run run) {

    private static final String STEP = "labels";

    /**
     * Reads the sheets, before any other work is done.
     *
     * @throws io.weibosentiment.InvalidInputException if they cannot be used
     */
    static LabelCorrection read(JobConfig config, Run run) {
        Optional<Labelling> labelling = config.labels().paths().isEmpty()
                ? Optional.empty()
                : Optional.of(run.step(
                        STEP,
                        () -> Labelling.read(
                                run.spark(), config.labels(), config.input().maxRejected())));
        return new LabelCorrection(labelling, config, run);
    }

    /**
     * Finds the labelled comments among {@code scored}, and reports what became of the labels.
     *
     * @throws io.weibosentiment.InvalidInputException if they are labels of other comments
     */
    Optional<CorrectedTables> corrected(Dataset<Row> scored) {
        return labelling.map(labels -> run.step(STEP, () -> {
            Labelling.Outcome outcome = labels.of(scored, config.aggregate());
            run.fact(STEP, outcome.facts());
            outcome.warnings().forEach(run::warn);
            run.figure(STEP, outcome.described());
            run.cached(outcome.tables().cells());
            return outcome.tables();
        }));
    }
}
