package io.weibosentiment.config;

import java.util.Optional;

/**
 * How texts are fed to the engine, and where their scores are kept.
 *
 * @param batchTokens most tokens in one batch (texts x tokens of the longest)
 * @param lookAhead texts that a task holds at once to batch those of equal length
 * @param waveMinutes about how long a wave of scoring takes before its scores are kept for good
 * @param waveTexts most texts of a wave; 0: by time alone
 * @param store the folder of kept scores; empty: {@code store} in the output folder
 */
public record ScoringConfig(int batchTokens, int lookAhead, int waveMinutes, long waveTexts, Optional<String> store) {

    private static final int FEWEST_BATCH_TOKENS = 16;
    private static final int MOST_BATCH_TOKENS = 4_194_304;
    private static final int MOST_LOOK_AHEAD = 1_048_576;
    private static final int USUAL_WAVE_MINUTES = 5;

    public ScoringConfig {
        Problems checks = new Problems();
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
        checks.that(waveMinutes >= 1, "scoring.wave-minutes", waveMinutes, "at least 1 minute");
        checks.that(waveTexts >= 0, "scoring.wave-texts", waveTexts, "0 or more texts");
        checks.done();
    }

    /** With waves by time, kept in the output folder. */
    public ScoringConfig(int batchTokens, int lookAhead) {
        this(batchTokens, lookAhead, USUAL_WAVE_MINUTES, 0, Optional.empty());
    }
}
