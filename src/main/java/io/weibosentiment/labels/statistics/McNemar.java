package io.weibosentiment.labels.statistics;

import java.io.Serializable;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's test (1947, Psychometrika 12: 153) of whether two classifiers are right equally often, on the rows of which
 * one is right and the other wrong.
 *
 * @param onlyFirstRight rows that only the first classifies right
 * @param onlySecondRight rows that only the second does
 * @param exactP the two-sided p-value of the binomial test
 * @param chiSquared (b − c)² / (b + c), without a correction of continuity; 0 where both are 0
 * @param asymptoticP its p-value, with one degree of freedom
 */
public record McNemar(long onlyFirstRight, long onlySecondRight, double exactP, double chiSquared, double asymptoticP)
        implements Serializable {

    /** The test of these counts; where both are 0 nothing speaks for a difference, and p is 1. */
    public static McNemar of(long onlyFirstRight, long onlySecondRight) {
        long discordant = onlyFirstRight + onlySecondRight;
        if (discordant == 0) {
            return new McNemar(0, 0, 1, 0, 1);
        }
        double exact = BinomialTest.withDefaults()
                .test(Math.toIntExact(discordant), Math.toIntExact(onlyFirstRight), 0.5)
                .getPValue();
        double difference = onlyFirstRight - onlySecondRight;
        double chiSquared = difference * difference / discordant;
        double asymptotic = ChiSquaredDistribution.of(1).survivalProbability(chiSquared);
        return new McNemar(onlyFirstRight, onlySecondRight, exact, chiSquared, asymptotic);
    }
}
