package io.weibosentiment.training;

import java.io.Serializable;
import java.util.OptionalInt;

/**
 * How a model is trained.
 *
 * @param architecture what is trained
 * @param passes how often and in which portions the examples are seen
 * @param optimization how far weights move
 * @param emoticons what becomes of the emoticons in the texts
 * @param dropout the share of values that are dropped
 * @param balanced whether both labels weigh the same, however many examples each has
 * @param seed decides the order of examples, what is dropped, and weights that were not there before
 * @param maxTokens where texts are cut, special tokens counted; 0: what the model says
 * @param threads how many parts of a batch a processor computes at the same time; sums depend on it in their last digits;
 *     0: as many as there are cores
 */
public record TrainingOptions(
        Architecture architecture,
        Passes passes,
        Optimization optimization,
        EmoticonUse emoticons,
        double dropout,
        boolean balanced,
        long seed,
        int maxTokens,
        int threads)
        implements Serializable {

    static final int FEWEST_TOKENS = 3;

    private static final int MOST_CORES = 8;

    /** Checks every option. */
    public TrainingOptions {
        OptionProblems problems = new OptionProblems();
        passes.check(problems);
        optimization.check(problems);
        problems.within("--dropout", dropout, dropout >= 0 && dropout < 1, "from 0 to below 1");
        if (maxTokens != 0) {
            problems.atLeast("--max-tokens", maxTokens, FEWEST_TOKENS);
        }
        problems.atLeast("--threads", threads, 0);
        problems.require();
    }

    /** These options with so many threads, if they do not say how many: more than eight have little to do each. */
    TrainingOptions on(int cores) {
        int chosen = threads == 0 ? Math.min(cores, MOST_CORES) : threads;
        return new TrainingOptions(
                architecture, passes, optimization, emoticons, dropout, balanced, seed, maxTokens, chosen);
    }

    /** Where texts are cut, if that is said. */
    OptionalInt cut() {
        return maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens);
    }
}
