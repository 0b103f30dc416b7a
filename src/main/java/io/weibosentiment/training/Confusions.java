package io.weibosentiment.training;

/** Counts right and wrong answers, and adds up their cross entropy. */
final class Confusions {

    private final int positive;
    private final long[][] counts = new long[LabelOutputs.COUNT][LabelOutputs.COUNT];
    private double loss;
    private long texts;

    /** @param positive the index of the output for positive texts */
    Confusions(int positive) {
        this.positive = positive;
    }

    /** Counts a text whose label is output {@code label}. */
    void add(float[] logits, int label) {
        int answer = logits[1] > logits[0] ? 1 : 0;
        counts[label][answer]++;
        loss += softplus((double) logits[1 - label] - logits[label]);
        texts++;
    }

    /** log(1 + e^x). */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    EpochFigures figures(int epoch, long steps, double trainingLoss) {
        int negative = 1 - positive;
        double right = counts[positive][positive] + counts[negative][negative];
        return new EpochFigures(
                epoch,
                steps,
                trainingLoss,
                loss / texts,
                right / texts,
                share((double) counts[positive][positive], (double) counts[negative][positive]),
                share((double) counts[positive][positive], (double) counts[positive][negative]),
                (f1(positive) + f1(negative)) / 2);
    }

    private static double share(double part, double rest) {
        return part + rest == 0 ? 0 : part / (part + rest);
    }

    private double f1(int label) {
        double wrong = counts[label][1 - label] + counts[1 - label][label];
        return share(2.0 * counts[label][label], wrong);
    }
}
