package io.weibosentiment.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weibosentiment.Columns;
import io.weibosentiment.DecidedBy;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.LabelMapping;
import io.weibosentiment.ModelLabels;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.RunManifest;
import io.weibosentiment.util.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The labels of the model that made scores which are aggregated again, and the sentiment that each is to mean.
 *
 * @param labels the labels, in the order of the probabilities
 * @param values the sentiment that each means; empty: the scores' sentiments stay
 */
record ScoredLabels(ModelLabels labels, Optional<List<Double>> values) {

    /** The section of a run's manifest that names the sentiment of each label. */
    static final String SECTION = "label_values";

    private static final String OPTION = "--label-values";

    /**
     * The labels of the scores in {@code paths}, as the manifests of the runs say that made them; empty where the model had
     * two labels, or no manifest is there.
     *
     * @param mapping the sentiment of each label, if the user gives another; see {@link LabelMapping}
     * @throws InvalidInputException if there is a mapping and no such labels, the paths' labels differ, or each label is
     *     true or not by itself
     */
    static Optional<ScoredLabels> of(List<String> paths, Optional<String> mapping, Configuration hadoop) {
        List<JsonNode> models =
                paths.stream().map(path -> modelOf(path, hadoop)).toList();
        List<List<String>> found =
                models.stream().map(ScoredLabels::labels).distinct().toList();
        boolean isKept = found.size() == 1 && ModelLabels.areKept(found.get(0));
        if (mapping.isPresent() && !isKept) {
            throw new InvalidInputException(
                    OPTION + " needs scores of one model with more than two labels, in the output"
                            + " folder of the run that made them, whose manifest names the labels; found the labels "
                            + found + " with " + paths);
        }
        if (mapping.isPresent() && models.stream().anyMatch(ScoredLabels::isEachByItself)) {
            throw new InvalidInputException(
                    OPTION + " is for labels of which exactly one is true; each of " + found.get(0)
                            + " is true or not by itself: choose the one whose probability is the sentiment with import-model"
                            + " --positive-label, and score again");
        }
        return isKept
                ? Optional.of(new ScoredLabels(
                        new ModelLabels(found.get(0)),
                        mapping.map(text -> LabelMapping.parse(OPTION, text, found.get(0)))))
                : Optional.empty();
    }

    /** The labels and values that a run's manifest names; empty if its sentiments are those of its input. */
    static Optional<ScoredLabels> in(RunManifest manifest) {
        JsonNode section = manifest.facts().section(SECTION);
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        section.path("labels").forEach(label -> names.add(label.asText()));
        section.path("values").forEach(value -> values.add(value.asDouble()));
        return ModelLabels.areKept(names)
                ? Optional.of(new ScoredLabels(new ModelLabels(names), Optional.of(values)))
                : Optional.empty();
    }

    /** What the manifest of the run in {@code path} says of its model; nothing where there is none. */
    private static JsonNode modelOf(String path, Configuration hadoop) {
        try {
            return RunFolders.manifestAt(ScoredInput.outputOf(path), hadoop)
                    .map(manifest -> manifest.facts().section("model"))
                    .orElse(MissingNode.getInstance());
        } catch (IOException e) {
            throw new InvalidInputException("input '" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> labels(JsonNode model) {
        List<String> labels = new ArrayList<>();
        model.path("labels").forEach(label -> labels.add(label.asText()));
        return labels;
    }

    private static boolean isEachByItself(JsonNode model) {
        return model.path("activation").asText().equals(HeadActivation.SIGMOID.key());
    }

    /** What each label means, in the manifest of the run. */
    Optional<ScoringModel.LabelFacts> facts() {
        return values.map(given -> new ScoringModel.LabelFacts(labels.names(), given, List.of()));
    }

    /**
     * Scored comments with the likeliest label of each, and with the sentiment that the values make of its probabilities.
     *
     * @param comments sentiment, decided_by, and probabilities with commas between them
     */
    Dataset<Row> applied(Dataset<Row> comments) {
        Column list = concat(lit("["), col(Columns.PROBABILITIES), lit("]"));
        Column read = from_json(list, DataTypes.createArrayType(DataTypes.FloatType));
        Column known = when(size(read).equalTo(labels.names().size()), read);
        Dataset<Row> labelled = comments.withColumn(Columns.PROBABILITIES, known)
                .withColumn(Columns.LABEL, new LabelColumns(labels).likeliest(col(Columns.PROBABILITIES)));
        return values.map(given -> labelled.withColumn(
                        Columns.SENTIMENT,
                        when(
                                        isByModel(),
                                        new LabelColumns(labels)
                                                .sentiment(col(Columns.PROBABILITIES), given)
                                                .cast(DataTypes.DoubleType))
                                .otherwise(col(Columns.SENTIMENT))))
                .orElse(labelled);
    }

    /**
     * Makes sure that every comment has what the values need; runs a Spark job if there are any.
     *
     * @param applied rows of {@link #applied}
     */
    void require(Dataset<Row> applied) {
        if (values.isEmpty()) {
            return;
        }
        long without = applied.where(
                        isByModel().and(not(coalesce(col(Columns.PROBABILITIES).isNotNull(), lit(false)))))
                .count();
        if (without > 0) {
            throw new InvalidInputException(Counted.of(without, "comment has", "comments have")
                    + " no probabilities of the labels " + labels.names() + ", which " + OPTION
                    + " needs; aggregate the tables of one run, as score wrote them");
        }
    }

    private static Column isByModel() {
        return col(Columns.DECIDED_BY).equalTo(DecidedBy.MODEL.label());
    }
}
