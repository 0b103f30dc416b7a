package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.TextScores;
import io.weibosentiment.run.Console;
import io.weibosentiment.run.Run;
import io.weibosentiment.run.Session;
import io.weibosentiment.run.SmallSide;
import io.weibosentiment.run.StopSignal;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import io.weibosentiment.util.ColumnNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A column of texts in a Dataset of another program, which is scored as comments are. */
public final class TextColumn {

    private static final String KEY = "input.columns.text";
    private static final String DESCRIPTION = "spark.job.description";

    /** The rows as they were given: their columns may have any names, also those that scoring works with. */
    private static final String ROW = "__row";

    private static final String NUMBER = "__number";

    private static final List<String> ADDED = List.of(
            Columns.SENTIMENT,
            Columns.LABEL,
            Columns.DECIDED_BY,
            Columns.TOKENS,
            Columns.TRUNCATED,
            Columns.REASON,
            Columns.PROBABILITIES);

    private final Dataset<Row> texts;
    private final JobConfig config;

    private TextColumn(Dataset<Row> texts, JobConfig config) {
        this.texts = texts;
        this.config = config;
    }

    /**
     * The column that {@code config} names.
     *
     * @throws InvalidInputException with every problem: no such column, or none of strings; columns with the names of those
     *     that are added; a stream
     */
    public static TextColumn of(Dataset<Row> texts, JobConfig config) {
        TextColumn column = new TextColumn(texts, config);
        List<String> problems = new ArrayList<>();
        if (texts.isStreaming()) {
            problems.add("the rows are a stream, which has no end to score them at; score each batch, in foreachBatch");
        }
        column.addNameProblem(problems);
        column.addTypeProblem(problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return column;
    }

    private void addNameProblem(List<String> problems) {
        List<String> taken = Arrays.stream(texts.columns())
                .filter(name -> ADDED.stream().anyMatch(name::equalsIgnoreCase))
                .toList();
        if (!taken.isEmpty()) {
            problems.add(
                    "the rows have the columns " + String.join(", ", taken) + ", which scoring adds; expected none of "
                            + String.join(", ", ADDED) + ": rename them with withColumnRenamed, or drop them");
        }
    }

    private void addTypeProblem(List<String> problems) {
        DataType type;
        try {
            type = texts.select(text()).schema().apply(0).dataType();
        } catch (Exception e) { // Spark's checked exceptions are not declared
            problems.add(KEY + ": the rows have no column '" + name() + "', or several; they have "
                    + ColumnNames.shown(List.of(texts.columns())) + ". Name the column of texts with set(\"" + KEY
                    + "\", …)");
            return;
        }
        if (!type.equals(DataTypes.StringType)) {
            problems.add(KEY + ": column '" + name() + "' is of type " + type.simpleString()
                    + "; expected strings: cast it, or name another with set(\"" + KEY + "\", …)");
        }
    }

    private String name() {
        return config.input().columns().getOrDefault(Field.TEXT, Columns.TEXT);
    }

    /** A column of that very name, else the one that its dots lead to. */
    private Column text() {
        return ColumnNames.find(List.of(texts.columns()), name())
                .map(found -> texts.col("`" + found.replace("`", "``") + "`"))
                .orElseGet(() -> texts.col(name()));
    }

    /** The rows with the scores of their texts, see {@link io.weibosentiment.WeiboSentiment#score}. */
    public Dataset<Row> scored() {
        SparkContext context = texts.sparkSession().sparkContext();
        String description = context.getLocalProperty(DESCRIPTION);
        Session session = Session.ofProcess(texts.sparkSession(), Console.silent(), new StopSignal());
        try (Run run = Run.unpublished("score", config, session)) {
            return scored(run);
        } finally {
            context.setJobDescription(description);
        }
    }

    private Dataset<Row> scored(Run run) {
        ScoringModel model = run.step("model", () -> ScoringModel.open(run.spark(), config.model()));
        CleanText cleaner = new CleanText(config.policy(), TextKeys.of(config.scoring()));
        Dataset<Row> given = texts.select(struct(col("*")).as(ROW), text().as(Columns.TEXT));
        TextScores.Outcome scores =
                TextScores.of(run, model, config, cleaner.clean(given).drop(ROW, Columns.TEXT));
        // Joined to what every executor has, rows stay where they are; from a shuffle they come back in another order.
        boolean isShuffled = !SmallSide.isSmall(scores.counts().distinctTexts());
        Dataset<Row> cleaned =
                cleaner.clean(isShuffled ? given.withColumn(NUMBER, monotonically_increasing_id()) : given);
        Dataset<Row> joined = cleaned.join(scores.scores(), new String[] {Columns.TEXT_KEY}, "left")
                .where(wasThere());
        Dataset<Row> decided =
                CommentScores.decided(joined, model.labels(), config.aggregate().ruleDecided());
        Dataset<Row> ordered = isShuffled ? decided.orderBy(NUMBER) : decided;
        List<String> made = List.of(decided.columns());
        List<Column> columns = new ArrayList<>(List.of(col(ROW + ".*")));
        ADDED.stream().filter(made::contains).forEach(name -> columns.add(col(name)));
        return ordered.select(columns.toArray(Column[]::new));
    }

    /** True; fails where a text has no score because it was not there when texts were scored. */
    private static Column wasThere() {
        Column isMissing =
                col(Columns.TEXT_KEY).isNotNull().and(col(Columns.TOKENS).isNull());
        Column failure =
                raise_error(lit("a text was not there when the texts were scored: the rows differ each time they"
                        + " are computed; give rows that do not, for example by writing them first"));
        return when(isMissing, failure.cast(DataTypes.BooleanType)).otherwise(true);
    }
}
