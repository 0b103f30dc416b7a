package io.weibosentiment.report;

/**
 * What a run has of one kind of window, whatever of it the page can hold.
 *
 * @param bloggers bloggers with windows; those without a name count as one
 * @param windows windows
 * @param start when the first one starts, in microseconds since 1970
 * @param end when the last one ends
 */
record KindTotals(long bloggers, long windows, long start, long end) {}
