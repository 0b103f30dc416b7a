package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;

import io.weibosentiment.Columns;
import io.weibosentiment.config.ScoringConfig;
import io.weibosentiment.model.bundle.Head;
import java.util.Collections;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** Scores distinct texts on the executors: one row in, one row out, keyed by text. */
public final class Scorer {

    /**
     * A score table: {@code text_key}; {@code sentiment}, from 0 to 1, null where the text
     * could not be scored; {@code tokens} that the model saw; {@code truncated}; {@code reason} why it was not scored.
     */
    public static final StructType SCHEMA = new StructType()
            .add(Columns.TEXT_KEY, DataTypes.StringType, false)
            .add(Columns.SENTIMENT, DataTypes.FloatType, true)
            .add(Columns.TOKENS, DataTypes.IntegerType, false)
            .add(Columns.TRUNCATED, DataTypes.BooleanType, false)
            .add(Columns.REASON, DataTypes.StringType, true);

    private static final StructType WITH_PROBABILITIES =
            SCHEMA.add(Columns.PROBABILITIES, DataTypes.createArrayType(DataTypes.FloatType, false), true);

    private final ExecutorModels.Request model;
    private final StructType schema;
    private final ScoringConfig config;
    private final ScoringProgress progress;

    /** A scorer with a model of two labels. */
    Scorer(ExecutorModels.Request model, ScoringConfig config, ScoringProgress progress) {
        this(model, SCHEMA, config, progress);
    }

    private Scorer(ExecutorModels.Request model, StructType schema, ScoringConfig config, ScoringProgress progress) {
        this.model = model;
        this.schema = schema;
        this.config = config;
        this.progress = progress;
    }

    /** The same with a model whose outputs mean what {@code head} says. */
    Scorer with(Head head) {
        return new Scorer(model, schema(head), config, progress);
    }

    /** The columns of a score table of a model whose outputs mean what {@code head} says. */
    static StructType schema(Head head) {
        return head.keepsProbabilities() ? WITH_PROBABILITIES : SCHEMA;
    }

    /**
     * The scores of {@code texts}; nothing runs until they are asked for.
     *
     * @param texts {@code text_key}, {@code cleaned_text}; each text once, none null
     * @param workload how much that is
     * @return rows of {@link #SCHEMA}; with the probability of each label where there are more than two
     */
    public Dataset<Row> score(Dataset<Row> texts, TextLengths workload) {
        int cores = texts.sparkSession().sparkContext().defaultParallelism();
        int partitions = workload.partitions(cores);
        return scorePartitions(texts.select(Columns.TEXT_KEY, Columns.CLEANED_TEXT)
                .repartition(partitions, NumberedPartitions.key(workload.partition(partitions), partitions))
                .sortWithinPartitions(length(col(Columns.CLEANED_TEXT)), col(Columns.TEXT_KEY)));
    }

    Dataset<Row> scorePartitions(Dataset<Row> texts) {
        ExecutorModels.Request request = model;
        BatchPlanner planner = BatchPlanner.of(config);
        int lookAhead = config.lookAhead();
        ScoringAccumulators counters = progress.counters();
        MapPartitionsFunction<Row, Row> scored = rows -> {
            if (!rows.hasNext()) {
                return Collections.emptyIterator();
            }
            TaskContext task = TaskContext.get();
            SharedInstance.Lease<LoadedModel> lease = closedWith(task, ExecutorModels.acquire(request));
            LoadedModel loaded = lease.value();
            TaskPredictor predictor = closedWith(task, new TaskPredictor(loaded));
            TokenizedWindows windows = closedWith(task, new TokenizedWindows(rows, loaded.featurizer(), lookAhead));
            return new ScoringIterator(windows, loaded, predictor, planner, counters, task::killTaskIfInterrupted);
        };
        return texts.mapPartitions(scored, Encoders.row(schema));
    }

    /**
     * Has {@code used} closed when the task ends, whatever fails from here on; what was opened last is closed first.
     */
    private static <C extends AutoCloseable> C closedWith(TaskContext task, C used) {
        TaskCompletionListener close = ended -> {
            try {
                used.close();
            } catch (Exception e) {
                throw new IllegalStateException("a task's share in the model could not be given back", e);
            }
        };
        task.addTaskCompletionListener(close);
        return used;
    }
}
