package io.weibosentiment.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How the loss falls from step to step, in means of several steps.
 *
 * @param every of how many steps each point is the mean
 * @param points the means so far
 * @param sum the losses since the last point, added up
 * @param count how many these are
 */
record LossCurve(int every, List<StepLoss> points, double sum, int count) {

    /** So many points can be told apart on a screen. */
    private static final int POINTS = 200;

    LossCurve {
        points = List.copyOf(points);
    }

    /** The curve of a training that has {@code steps} steps at most. */
    static LossCurve of(long steps) {
        return new LossCurve(Math.toIntExact((steps + POINTS - 1) / POINTS), List.of(), 0, 0);
    }

    /** This curve with the loss of {@code step}. */
    LossCurve after(long step, double loss) {
        if (count + 1 < every) {
            return new LossCurve(every, points, sum + loss, count + 1);
        }
        List<StepLoss> more = new ArrayList<>(points);
        more.add(new StepLoss(step, (sum + loss) / every));
        return new LossCurve(every, more, 0, 0);
    }
}
