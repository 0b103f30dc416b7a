package io.weibosentiment.config;

/**
 * How texts are fed to the engine.
 *
 * @param batchTokens most tokens in one batch (texts x tokens of the longest)
 * @param lookAhead texts that a task holds at once to batch those of equal length
 */
public record ScoringConfig(int batchTokens, int lookAhead) {

    private static final int FEWEST_BATCH_TOKENS = 16;
    private static final int MOST_BATCH_TOKENS = 4_194_304;
    private static final int MOST_LOOK_AHEAD = 1_048_576;

    public ScoringConfig {
        Checks checks = new Checks();
        checks.that(
                batchTokens >= FEWEST_BATCH_TOKENS && batchTokens <= MOST_BATCH_TOKENS,
                "scoring.batch-tokens",
                batchTokens,
                FEWEST_BATCH_TOKENS + " to " + MOST_BATCH_TOKENS + " tokens");
        checks.that(
                lookAhead >= 1 && lookAhead <= MOST_LOOK_AHEAD,
                "scoring.look-ahead",
                lookAhead,
                "1 to " + MOST_LOOK_AHEAD + " texts");
        checks.done();
    }
}
