package io.weibosentiment.dynamics;

import java.util.Arrays;

/**
 * A fitted model as what it is, a recursion: what follows from given rows.
 */
final class Recursion {

    private final ModelFit fit;
    private final int size;

    Recursion(ModelFit fit) {
        this.fit = fit;
        this.size = fit.agents().size();
    }

    /**
     * The model's own run from the first rows of {@code x}, as many as it reaches back, which are taken as they are.
     *
     * @param x opinions, a row for each time
     * @param rows how many rows there are in all
     */
    double[][] freeRun(double[][] x, int rows) {
        int given = fit.model().given();
        double[][] run = new double[rows][];
        for (int row = 0; row < Math.min(given, rows); row++) {
            run[row] = x[row].clone();
        }
        if (fit.model() == DynamicsModel.EPO) {
            continueExpressed(run, 1, x[0].clone());
        } else {
            continueFrom(run, given, fit.model());
        }
        return run;
    }

    /**
     * What the model says of the rows after the last of {@code x}, all of which are known. With private opinions, the
     * last of these is the fitted one.
     *
     * @return {@code ahead} rows
     */
    double[][] forecast(double[][] x, int ahead) {
        double[][] run = Arrays.copyOf(x, x.length + ahead);
        if (fit.model() == DynamicsModel.EPO) {
            continueExpressed(run, x.length, lastPrivate());
        } else {
            continueFrom(run, x.length, fit.model());
        }
        return Arrays.copyOfRange(run, x.length, run.length);
    }

    /**
     * What the authors' notebooks compare with the rows. Models without a lag: {@link #freeRun}. With a lag: the run of
     * the model without one, from the first row. EPO: the smoothed opinions φ y(t) + (1 − φ) A x(t−1) with private
     * opinions that were fitted to x(t) and known x(t−1), then the forecast.
     *
     * @param x the rows that the model was fitted to
     */
    double[][] notebook(double[][] x, int rows) {
        if (fit.model() == DynamicsModel.EPO) {
            double[][] run = Arrays.copyOf(smoothed(x), rows);
            System.arraycopy(forecast(x, rows - x.length), 0, run, x.length, rows - x.length);
            return run;
        }
        if (fit.model().lag() == 0) {
            return freeRun(x, rows);
        }
        double[][] run = new double[rows][];
        run[0] = x[0].clone();
        continueFrom(run, 1, DynamicsModel.FRIEDKIN_JOHNSEN);
        return run;
    }

    /**
     * The fitted opinions of {@link DynamicsModel#EPO}, which know the row that they stand for; the first is as it was.
     */
    double[][] smoothed(double[][] x) {
        double[][] smoothed = new double[x.length][];
        smoothed[0] = x[0].clone();
        for (int row = 1; row < x.length; row++) {
            smoothed[row] = new double[size];
            for (AgentFit agent : fit.agents()) {
                AgentFit.Epo epo = agent.epo().orElseThrow();
                smoothed[row][agent.agent()] = epo.candour() * epo.privateOpinions()[row]
                        + (1 - epo.candour()) * Matrices.dot(epo.others(), x[row - 1]);
            }
        }
        return smoothed;
    }

    private double[] lastPrivate() {
        double[] last = new double[size];
        for (AgentFit agent : fit.agents()) {
            double[] opinions = agent.epo().orElseThrow().privateOpinions();
            last[agent.agent()] = opinions[opinions.length - 1];
        }
        return last;
    }

    /** @param rule says which rows are the prejudice */
    private void continueFrom(double[][] run, int from, DynamicsModel rule) {
        for (int row = from; row < run.length; row++) {
            double[] anchor = rule.isAnchored() ? LinearFit.anchor(rule, run, row - 1) : new double[size];
            run[row] = new double[size];
            for (AgentFit agent : fit.agents()) {
                int place = agent.agent();
                run[row][place] = Matrices.dot(agent.pull(), run[row - 1])
                        + (1 - agent.susceptibility()) * anchor[place]
                        + agent.constant();
            }
        }
    }

    private void continueExpressed(double[][] run, int from, double[] privately) {
        double[] opinions = privately;
        for (int row = from; row < run.length; row++) {
            double[] next = new double[size];
            run[row] = new double[size];
            for (AgentFit agent : fit.agents()) {
                int place = agent.agent();
                AgentFit.Epo epo = agent.epo().orElseThrow();
                double heard = Matrices.dot(epo.others(), run[row - 1]);
                next[place] = epo.selfWeight() * opinions[place] + (1 - epo.selfWeight()) * heard;
                run[row][place] = epo.candour() * next[place] + (1 - epo.candour()) * heard;
            }
            opinions = next;
        }
    }
}
