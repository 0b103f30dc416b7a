package io.weibosentiment.benchmark;

import java.io.Serializable;
import java.util.Arrays;

/** A distribution as a table of its quantiles, straight lines between them. */
final class Quantiles implements Serializable {

    private static final long serialVersionUID = 1;

    private final double[] shares;
    private final double[] values;

    /**
     * A distribution.
     *
     * @param table pairs of a share of all (rising from 0 to 1) and the value that this share does not exceed
     */
    Quantiles(double... table) {
        if (table.length < 4 || table.length % 2 != 0) {
            throw new IllegalArgumentException("a table of " + table.length + " numbers; expected pairs, two at least");
        }
        shares = new double[table.length / 2];
        values = new double[table.length / 2];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = table[2 * i];
            values[i] = table[2 * i + 1];
        }
    }

    /** The value that a share of {@code share} does not exceed. */
    double at(double share) {
        int found = Arrays.binarySearch(shares, share);
        if (found >= 0) {
            return values[found];
        }
        int above = Math.min(Math.max(1, -found - 1), shares.length - 1);
        double part = (share - shares[above - 1]) / (shares[above] - shares[above - 1]);
        return values[above - 1] + part * (values[above] - values[above - 1]);
    }
}
