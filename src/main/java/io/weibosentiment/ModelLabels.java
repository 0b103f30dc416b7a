package io.weibosentiment;

import java.util.List;

/**
 * The labels of a model that has more than two, of each of which a text has a probability.
 *
 * @param names their names, in the order of the probabilities
 */
public record ModelLabels(List<String> names) {

    /** A model with so many labels has its probabilities in the sentiment alone. */
    private static final int TWO = 2;

    public ModelLabels {
        names = List.copyOf(names);
        if (names.size() <= TWO) {
            throw new IllegalArgumentException("the labels are " + names + "; expected more than two");
        }
    }

    /** Whether labels of these names have probabilities that are kept. */
    public static boolean areKept(List<String> names) {
        return names.size() > TWO;
    }
}
