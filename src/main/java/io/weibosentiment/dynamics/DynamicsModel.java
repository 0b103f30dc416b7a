package io.weibosentiment.dynamics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The models of opinion dynamics. x(t) are the opinions that are seen, W is row-stochastic, S diagonal with values from
 * 0 to 1.
 */
public enum DynamicsModel {
    /** x(t+1) = W x(t): French (1956), DeGroot (1974). */
    FRENCH_DEGROOT(0, 2),
    /** x(t+1) = S W x(t) + (I − S) x(1): Friedkin and Johnsen (1990). */
    FRIEDKIN_JOHNSEN(0, 2),
    /** x(t+1) = S W x(t) + (I − S) x(t−1). */
    FRIEDKIN_JOHNSEN_LAG1(1, 3),
    /** x(t+1) = S W x(t) + (I − S) x(t−2). */
    FRIEDKIN_JOHNSEN_LAG2(2, 4),
    /** x(t+1) = S W x(t) + (I − S) z, with a prejudice z from 0 to 1 that is fitted. */
    FRIEDKIN_JOHNSEN_FREE_PREJUDICE(0, 2),
    /**
     * Expressed and private opinions: y(t+1) = diag(W) y(t) + off(W) x(t), x(t+1) = Φ y(t+1) + (I − Φ) A x(t), W = D +
     * (I − D) A, diag(A) = 0.
     */
    EPO(0, 2);

    private final int lag;
    private final int fewestRows;

    DynamicsModel(int lag, int fewestRows) {
        this.lag = lag;
        this.fewestRows = fewestRows;
    }

    /** How many rows before x(t) the model reaches back. */
    public int lag() {
        return lag;
    }

    /** With fewer rows there is no equation at all. */
    public int fewestRows() {
        return fewestRows;
    }

    /** Whether opinions of rows before have a share of their own, as the prejudice that agents hold on to. */
    boolean isAnchored() {
        return this == FRIEDKIN_JOHNSEN || lag > 0;
    }

    /** The rows that a free run takes as they are. */
    int given() {
        return lag + 1;
    }

    /** The model's name on the command line and in tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The model of that name; empty if there is none. */
    public static Optional<DynamicsModel> named(String text) {
        return Arrays.stream(values())
                .filter(model -> model.text().equals(text))
                .findFirst();
    }
}
