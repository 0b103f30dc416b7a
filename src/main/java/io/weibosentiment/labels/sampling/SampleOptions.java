package io.weibosentiment.labels.sampling;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.WindowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How comments are drawn.
 *
 * @param size how many
 * @param seed decides which; the same seed draws the same comments
 * @param coders how many people label each
 * @param strata what strata are made by; empty: the finest that {@code size} allows, see {@link
 *     StratifiedBy#FINEST_FIRST}
 * @param window the kind of window of strata; empty: the run's first whose windows do not overlap
 * @param bands into how many bands of equal width the scores are divided
 * @param minimum how many are drawn from each stratum at least, or all that it has
 * @param allocation how the others are divided among the strata
 * @param ruleDecided whether comments count that a rule decided and that have a sentiment
 */
public record SampleOptions(
        int size,
        long seed,
        int coders,
        Optional<StratifiedBy> strata,
        Optional<WindowKind> window,
        int bands,
        int minimum,
        Allocation allocation,
        RuleDecidedComments ruleDecided) {

    private static final int MOST_LABELS = 1_000_000;
    private static final int MOST_CODERS = 20;
    private static final int MOST_BANDS = 20;

    /** Whether comments that a rule decided are drawn. */
    public enum RuleDecidedComments {
        IN,
        OUT
    }

    public SampleOptions {
        List<String> problems = new ArrayList<>();
        require(size >= 1 && size <= MOST_LABELS, "--size", size, "1 to " + MOST_LABELS + " comments", problems);
        require(coders >= 1 && coders <= MOST_CODERS, "--coders", coders, "1 to " + MOST_CODERS, problems);
        require(bands >= 1 && bands <= MOST_BANDS, "--bands", bands, "1 to " + MOST_BANDS, problems);
        require(minimum >= 1, "--minimum", minimum, "at least 1 comment of each stratum", problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private static void require(boolean isGood, String option, int found, String expected, List<String> problems) {
        if (!isGood) {
            problems.add(option + ": found " + found + "; expected " + expected);
        }
    }
}
