package io.weibosentiment.training;

import io.weibosentiment.model.graph.ModelArchitecture;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast each weight learns beside the others: less from layer to layer downwards (Howard and Ruder 2018, section 3.2),
 * and more if it was not there before.
 *
 * @param layers the layers of the encoder
 * @param layerDecay from one layer to the one below
 * @param fresh the weights that were not there before
 * @param newRate of those
 */
record WeightRates(int layers, double layerDecay, Set<String> fresh, double newRate) {

    private static final Pattern LAYER = Pattern.compile("layer\\.(\\d+)\\..*");

    WeightRates {
        fresh = Set.copyOf(fresh);
    }

    static WeightRates of(ModelArchitecture architecture, Optimization options, Set<String> fresh) {
        return new WeightRates(architecture.layers(), options.layerDecay(), fresh, options.newRate());
    }

    /** What the rate of the weight {@code name} is multiplied with. */
    double of(String name) {
        return fresh.contains(name) ? newRate : Math.pow(layerDecay, below(name));
    }

    /** How many layers are above a weight; what follows the encoder is above all of them. */
    private int below(String name) {
        Matcher layer = LAYER.matcher(name);
        if (layer.matches()) {
            return layers - Integer.parseInt(layer.group(1));
        }
        return name.startsWith("embeddings.") ? layers + 1 : 0;
    }
}
