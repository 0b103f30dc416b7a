package io.weibosentiment.benchmark;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.weibosentiment.engine.IntegerBatch;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.inference.BatchPlanner;
import io.weibosentiment.model.bundle.PreparedModel;
import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.text.Cleaned;
import io.weibosentiment.text.TextPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How far the scores of graphs of one model, in several precisions, are apart, and how often each is right. */
final class Accuracy {

    private static final double HALF = 0.5;
    private static final double PERCENT = 100;

    private final PreparedModel model;
    private final SavedModelSession exact;
    private final Map<String, SavedModelSession> graphs = new LinkedHashMap<>();

    /** All are compared with {@code exact}, whose names of inputs and outputs they share. */
    Accuracy(PreparedModel model, SavedModelSession exact) {
        this.model = model;
        this.exact = exact;
        graphs.put("float32", exact);
    }

    void add(String name, SavedModelSession graph) {
        graphs.put(name, graph);
    }

    /** What the other graphs' probabilities of these batches differ by, a line each. */
    List<String> differences(List<Batch> batches) {
        double[] expected = probabilities(exact, batches);
        List<String> lines = new ArrayList<>();
        graphs.forEach((name, graph) -> {
            if (graph != exact) {
                double[] found = probabilities(graph, batches);
                double sum = 0;
                double most = 0;
                for (int i = 0; i < expected.length; i++) {
                    sum += Math.abs(expected[i] - found[i]);
                    most = Math.max(most, Math.abs(expected[i] - found[i]));
                }
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: probabilities differ from float32 by %.5f on average, %.3f at most, over %,d texts",
                        name,
                        sum / expected.length,
                        most,
                        expected.length));
            }
        });
        return lines;
    }

    /** How often each graph is right on a CSV file with the columns {@code label} (1: positive) and {@code review}. */
    String onLabelled(SparkSession spark, String file, TextPolicy policy, Featurizer featurizer, BatchPlanner planner) {
        List<String> texts = new ArrayList<>();
        List<Boolean> positive = new ArrayList<>();
        for (Row row : spark.read()
                .option("header", true)
                .option("escape", "\"")
                .option("multiLine", true)
                .csv(file)
                .select("label", "review")
                .na()
                .drop()
                .collectAsList()) {
            Cleaned cleaned = policy.clean(row.getString(1));
            if (cleaned.isToBeScored()) {
                texts.add(cleaned.text());
                positive.add(row.getString(0).equals("1"));
            }
        }
        List<Features> features = featurizer.encode(texts);
        List<List<Integer>> plan =
                planner.plan(features.stream().mapToInt(Features::tokens).toArray());
        List<Batch> batches = plan.stream()
                .map(indices ->
                        featurizer.batch(indices.stream().map(features::get).toList()))
                .toList();
        List<Boolean> labels =
                plan.stream().flatMap(List::stream).map(positive::get).toList();
        String figures = graphs.entrySet().stream()
                .map(graph -> String.format(
                        Locale.ROOT, "%s %.2f %%", graph.getKey(), PERCENT * share(graph.getValue(), batches, labels)))
                .collect(Collectors.joining("; "));
        Path path = Path.of(file);
        return String.format(
                Locale.ROOT,
                "right on %,d texts of %s: %s",
                labels.size(),
                path.subpath(path.getNameCount() - 2, path.getNameCount()),
                figures);
    }

    private double share(SavedModelSession graph, List<Batch> batches, List<Boolean> labels) {
        double[] found = probabilities(graph, batches);
        int right = 0;
        for (int i = 0; i < found.length; i++) {
            right += (found[i] > HALF) == labels.get(i) ? 1 : 0;
        }
        return (double) right / found.length;
    }

    private double[] probabilities(SavedModelSession graph, List<Batch> batches) {
        DoubleStream.Builder all = DoubleStream.builder();
        for (Batch batch : batches) {
            try (Predictor<IntegerBatch, float[][]> predictor = graph.newPredictor(batch.signature(), model.output())) {
                for (float[] logits : predictor.predict(batch.inputs())) {
                    all.add(model.head().sentiment(logits));
                }
            } catch (TranslateException e) {
                throw new IllegalStateException("a graph failed: " + e.getMessage(), e);
            }
        }
        return all.build().toArray();
    }
}
