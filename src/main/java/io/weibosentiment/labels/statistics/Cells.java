package io.weibosentiment.labels.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Labelled rows, those with the same values counted together: a cell each, ascending in the first score. What is
 * computed of rows is computed of cells, so it takes as long as there are different rows, however many there are of
 * each.
 */
public final class Cells {

    private static final int FIRST_CAPACITY = 64;

    private int size;
    private double[] first = new double[FIRST_CAPACITY];
    private double[] second = new double[FIRST_CAPACITY];
    private double[] weight = new double[FIRST_CAPACITY];
    private long[] rows = new long[FIRST_CAPACITY];
    private byte[] label = new byte[FIRST_CAPACITY];
    private int[] stratum = new int[FIRST_CAPACITY];
    private final Map<String, Integer> strata = new HashMap<>();

    /**
     * One cell.
     *
     * @param first the score
     * @param second another score of the same rows; NaN where there is none
     * @param isPositive whether the rows are labelled positive
     * @param weight each row's weight
     * @param stratum the stratum that the rows were drawn from; empty where there are none
     * @param rows how many rows
     */
    public record Cell(double first, double second, boolean isPositive, double weight, String stratum, long rows) {}

    /** Adds a cell; cells come in ascending order of their first score. */
    public void add(Cell cell) {
        if (size > 0 && cell.first() < first[size - 1]) {
            throw new IllegalArgumentException(
                    "cells come in ascending order, found " + cell.first() + " after " + first[size - 1]);
        }
        if (size == first.length) {
            grow();
        }
        first[size] = cell.first();
        second[size] = cell.second();
        weight[size] = cell.weight();
        rows[size] = cell.rows();
        label[size] = (byte) (cell.isPositive() ? 1 : 0);
        stratum[size] = strata.computeIfAbsent(cell.stratum(), name -> strata.size());
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        first = Arrays.copyOf(first, capacity);
        second = Arrays.copyOf(second, capacity);
        weight = Arrays.copyOf(weight, capacity);
        rows = Arrays.copyOf(rows, capacity);
        label = Arrays.copyOf(label, capacity);
        stratum = Arrays.copyOf(stratum, capacity);
    }

    /** How many cells there are. */
    public int size() {
        return size;
    }

    /** How many rows there are. */
    public long rows() {
        return Arrays.stream(rows, 0, size).sum();
    }

    /** Whether any row counts otherwise than as one. */
    public boolean isWeighted() {
        return IntStream.range(0, size).anyMatch(cell -> weight[cell] != 1);
    }

    double first(int cell) {
        return first[cell];
    }

    double second(int cell) {
        return second[cell];
    }

    boolean isPositive(int cell) {
        return label[cell] == 1;
    }

    double weight(int cell) {
        return weight[cell];
    }

    long rows(int cell) {
        return rows[cell];
    }

    int stratum(int cell) {
        return stratum[cell];
    }

    int strata() {
        return strata.size();
    }

    /** The weight of each cell's rows together. */
    double[] masses() {
        double[] masses = new double[size];
        for (int cell = 0; cell < size; cell++) {
            masses[cell] = weight[cell] * rows[cell];
        }
        return masses;
    }

    /** The effective number of rows: (Σw)² / Σw² (Kish 1965, Survey Sampling, 11.7). */
    public double effectiveRows() {
        double sum = 0;
        double squares = 0;
        for (int cell = 0; cell < size; cell++) {
            sum += weight[cell] * rows[cell];
            squares += weight[cell] * weight[cell] * rows[cell];
        }
        return size == 0 ? 0 : sum * sum / squares;
    }

    /** The cells in ascending order of their first score. */
    Ranking byFirst() {
        int[] order = new int[size];
        Arrays.setAll(order, cell -> cell);
        return new Ranking(Arrays.copyOf(first, size), order);
    }

    /** The cells in ascending order of their second score. */
    Ranking bySecond() {
        return Ranking.of(Arrays.copyOf(second, size));
    }
}
