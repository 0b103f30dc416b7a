package io.weibosentiment.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that may be left out of the page, with the number of cells that it brings along.
 *
 * @param id what it is
 * @param cells its cells
 * @param <T> the type of its id
 */
record Ranked<T>(T id, long cells) {

    /** The first of {@code ranked} that have at most {@code most} cells together. */
    static <T> List<T> fitting(List<Ranked<T>> ranked, long most) {
        List<T> fitting = new ArrayList<>();
        long cells = 0;
        for (Ranked<T> next : ranked) {
            cells += next.cells();
            if (cells > most) {
                break;
            }
            fitting.add(next.id());
        }
        return fitting;
    }
}
