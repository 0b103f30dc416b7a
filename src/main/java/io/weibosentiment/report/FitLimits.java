package io.weibosentiment.report;

/**
 * How much the page of a fit holds.
 *
 * @param bloggers most bloggers with charts and figures of their own, those to whom others listen the most
 * @param cells most values of forecasts in all; fewer bloggers if their series are long
 * @param windows most windows of a series, the last ones
 * @param weights most weights of a model, the largest ones
 */
record FitLimits(int bloggers, int cells, int windows, int weights) {

    /** What keeps the page below 10 MB. */
    static final FitLimits PAGE = new FitLimits(200, 100_000, 260, 2_000);

    /** How many bloggers there is room for, if each has {@code cells} values. */
    int bloggersOf(long cells) {
        return (int) Math.max(1, Math.min(bloggers, this.cells / Math.max(1, cells)));
    }
}
