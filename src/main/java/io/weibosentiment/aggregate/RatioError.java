package io.weibosentiment.aggregate;

import java.math.BigInteger;

/**
 * The standard error of a weighted mean and its effective number of units, from exact sums.
 *
 * <p>The mean is a ratio of two totals, S = Σ w s / Σ w, and its variance that of the linearized ratio with units drawn
 * independently: n/(n−1) Σ w² (s − S)² / (Σ w)² (Särndal, Swensson &amp; Wretman 1992, Model Assisted Survey Sampling,
 * ch. 5). The effective number of units is (Σ w)² / Σ w² (Kish 1965, Survey Sampling). The square is expanded, so that
 * nothing but sums of whole numbers is needed; it is rounded once, at the end.
 */
final class RatioError {

    private static final double SCALE = Math.pow(10, ScaledSentiment.SCALE);

    private final WideSum weights = new WideSum();
    private final WideSum products = new WideSum();
    private final WideSum squares = new WideSum();
    private final WideSum squaredProducts = new WideSum();
    private final WideSum squaredSentiments = new WideSum();
    private long units;

    /**
     * Adds a unit.
     *
     * @param scaled the sentiment, not negative, see {@link ScaledSentiment#of}
     * @param likes its weight less one
     */
    void add(long scaled, long likes) {
        units++;
        long weight = likes + 1; // without a sign
        long low = weight * weight;
        long high = WideSum.upper(weight, weight);
        weights.addProduct(weight, 0, 1, 0);
        products.addProduct(weight, 0, scaled, 0);
        squares.addProduct(low, high, 1, 0);
        squaredProducts.addProduct(low, high, scaled, 0);
        squaredSentiments.addProduct(low, high, scaled * scaled, Math.multiplyHigh(scaled, scaled));
    }

    /** How many units there are. */
    long units() {
        return units;
    }

    /** The effective number of units; null where there is none. */
    Double effective() {
        if (units == 0) {
            return null;
        }
        double weight = weights.whole().doubleValue();
        return Math.min((double) units, weight * weight / squares.whole().doubleValue());
    }

    /** The standard error; null for fewer than two units. */
    Double standardError() {
        if (units < 2) {
            return null;
        }
        BigInteger weight = weights.whole();
        BigInteger product = products.whole();
        BigInteger deviations = squaredSentiments
                .whole()
                .multiply(weight)
                .subtract(squaredProducts.whole().multiply(product).shiftLeft(1))
                .multiply(weight)
                .add(squares.whole().multiply(product).multiply(product));
        double total = weight.doubleValue();
        double root = Math.sqrt(deviations.doubleValue() * units / (units - 1.0));
        return root / SCALE / total / total;
    }
}
