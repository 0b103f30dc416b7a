package io.weibosentiment.labels.statistics;

import java.util.stream.IntStream;

/** Scores of cells with the cells' order by them. */
final class Ranking {

    private final double[] scores;
    private final int[] order;

    /** {@code scores} with the cells in ascending order of them. */
    Ranking(double[] scores, int[] order) {
        this.scores = scores;
        this.order = order;
    }

    static Ranking of(double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((one, other) -> Double.compare(scores[one], scores[other]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Ranking(scores, order);
    }

    double score(int cell) {
        return scores[cell];
    }

    /** The cell at {@code place} in the order. */
    int cell(int place) {
        return order[place];
    }

    int size() {
        return order.length;
    }

    /** The place after the last cell that has the same score as the one at {@code place}. */
    int endOfTie(int place) {
        int end = place + 1;
        while (end < order.length && scores[order[end]] == scores[order[place]]) {
            end++;
        }
        return end;
    }

    /** Each cell's rank, where equal scores share the middle of theirs; a cell counts with its mass. */
    double[] ranks(double[] masses) {
        double[] ranks = new double[order.length];
        double below = 0;
        for (int place = 0; place < order.length; ) {
            int end = endOfTie(place);
            double tied = 0;
            for (int i = place; i < end; i++) {
                tied += masses[order[i]];
            }
            for (int i = place; i < end; i++) {
                ranks[order[i]] = below + tied / 2;
            }
            below += tied;
            place = end;
        }
        return ranks;
    }
}
