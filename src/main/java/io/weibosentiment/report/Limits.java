package io.weibosentiment.report;

/**
 * How much the page holds of one kind of window.
 *
 * @param windows most windows, those with the most comments
 * @param bloggers most bloggers, those with the most comments that count
 * @param bloggerCells most windows of them together
 * @param posts most posts, those that moved a mean the most
 * @param postCells most windows of them together
 */
record Limits(int windows, int bloggers, int bloggerCells, int posts, int postCells) {

    /** What keeps the page below 10 MB. */
    static final Limits PAGE = new Limits(4_000, 5_000, 60_000, 20_000, 60_000);

    /** The share of one of {@code kinds} kinds of windows. */
    Limits among(int kinds) {
        return new Limits(windows, bloggers, bloggerCells / kinds, posts / kinds, postCells / kinds);
    }
}
