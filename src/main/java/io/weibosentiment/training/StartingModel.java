package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.graph.ModelArchitecture;
import io.weibosentiment.model.weights.Safetensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a training starts from.
 *
 * @param architecture the architecture that is trained
 * @param head what its outputs mean
 * @param fresh the weights that the model it starts from does not have
 */
record StartingModel(ModelArchitecture architecture, Head head, Set<String> fresh) {

    /** As BERT's own weights were made: Devlin et al. 2019, in the code that belongs to it. */
    private static final double SPREAD = 0.02;

    static final List<String> LABELS = List.of("negative", "positive");

    StartingModel {
        fresh = Set.copyOf(fresh);
    }

    /**
     * Starts {@code wanted} from a bundle. Its outputs are kept if they are the logits of two labels of which one is true.
     *
     * @param made the first parts of the names of weights that were made for it, so that they are new
     * @throws InvalidInputException if the bundle has no weights that can be trained
     */
    static StartingModel of(BundleManifest from, Architecture wanted, Collection<String> made) {
        Built built = from.built()
                .orElseThrow(() ->
                        new InvalidInputException("the model " + from.source().name()
                                + " is a SavedModel, whose weights cannot be trained; expected a bundle that was imported from a"
                                + " checkpoint, or the checkpoint's folder"));
        ModelArchitecture start = built.architecture();
        ModelArchitecture architecture = wanted.on(start);
        boolean keepsOutputs = from.head().labels().size() == LabelOutputs.COUNT
                && from.head().activation() == HeadActivation.SOFTMAX
                && from.head().positive().isPresent()
                && architecture.equals(start);
        Set<String> fresh = new LinkedHashSet<>();
        Set<String> known = new TreeSet<>();
        start.weights(from.head().labels().size()).forEach(weight -> known.add(weight.name()));
        for (Safetensors.Header weight : architecture.weights(LabelOutputs.COUNT)) {
            String part = weight.name().replaceFirst("\\..*", "");
            if (!known.contains(weight.name()) || made.contains(part) || (part.equals("classifier") && !keepsOutputs)) {
                fresh.add(weight.name());
            }
        }
        Head head = keepsOutputs ? from.head() : new Head(LABELS, LABELS.indexOf("positive"));
        return new StartingModel(architecture, head, fresh);
    }

    /** Which weights are new, for the console. */
    String described() {
        Set<String> parts = new TreeSet<>();
        fresh.forEach(name -> parts.add(name.replaceFirst("\\..*", "")));
        return fresh.isEmpty() ? "every weight goes on from there" : "new weights: " + String.join(", ", parts);
    }

    /** Gives {@code graph} its first weights: those of {@code from}, and new ones, which only {@code seed} decides. */
    void fill(TrainingGraph graph, ModelBundle from, long seed) throws IOException {
        Safetensors weights = Safetensors.open(from.folder().resolve(BundleManifest.WEIGHTS));
        List<Safetensors.Header> all = new ArrayList<>(graph.variables());
        for (Safetensors.Header variable : all) {
            graph.set(variable.name(), first(variable, weights, seed));
        }
    }

    private float[] first(Safetensors.Header variable, Safetensors weights, long seed) throws IOException {
        Map<String, List<Integer>> shapes = weights.shapes();
        if (shapes.containsKey(variable.name()) && !fresh.contains(variable.name())) {
            return weights.reader(variable.name()).all();
        }
        return fresh.contains(variable.name()) ? drawn(variable, seed) : new float[variable.size()];
    }

    /** The values of a new weight, which only {@code seed} and its name decide; vectors are zero. */
    static float[] drawn(Safetensors.Header variable, long seed) {
        float[] values = new float[variable.size()];
        if (variable.shape().size() > 1) {
            Random random = new Random(seed * 31 + variable.name().hashCode());
            double spread = variable.name().startsWith("classifier.") ? SPREAD : glorot(variable.shape());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (spread * random.nextGaussian());
            }
        }
        return values;
    }

    /** Keeps the variance of values and gradients from layer to layer (Glorot and Bengio 2010, equation 12). */
    private static double glorot(List<Integer> shape) {
        return Math.sqrt(2.0 / (shape.get(0) + shape.get(1)));
    }
}
