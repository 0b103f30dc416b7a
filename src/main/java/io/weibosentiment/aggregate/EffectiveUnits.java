package io.weibosentiment.aggregate;

/**
 * The effective number of comments of a mean over posts. In it a comment of a post that weighs W weighs W w / Σ w, so
 * the squares of a post's comments add up to W² over the post's own effective number (Kish 1965).
 */
final class EffectiveUnits {

    private static final double UNIT = 1e18;

    private final WideSum squares = new WideSum();

    /**
     * Adds a post.
     *
     * @param likes its weight less one
     * @param effective the effective number of its comments, at least one
     */
    void add(long likes, double effective) {
        long weight = likes + 1; // without a sign
        squares.addProduct(weight * weight, WideSum.upper(weight, weight), Math.round(UNIT / effective), 0);
    }

    /** The effective number; {@code weights} is the sum of the posts' weights. */
    double count(double weights) {
        return weights * weights / (squares.whole().doubleValue() / UNIT);
    }
}
