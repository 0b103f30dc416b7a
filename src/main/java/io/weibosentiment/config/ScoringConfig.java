package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.util.Optional;

/**
 * How texts are fed to the engine, and where their scores are kept.
 *
 * @param batchTokens most tokens in one batch (texts x tokens of the longest)
 * @param lookAhead texts that a task holds at once to batch those of equal length
 * @param waveMinutes about how long a wave of scoring takes before its scores are kept for good
 * @param waveTexts most texts of a wave; 0: by time alone
 * @param store the folder of kept scores; empty: {@code store} in the output folder
 * @param posts whether the posts' own texts are scored too
 * @param keyFile the file with the secret that keys of texts are made with; empty: they are made without
 */
public record ScoringConfig(
        int batchTokens,
        int lookAhead,
        int waveMinutes,
        long waveTexts,
        Optional<String> store,
        boolean posts,
        Optional<String> keyFile) {

    public static final Key<Integer> BATCH_TOKENS =
            key("scoring.batch-tokens").integer().between(16, 4_194_304, "tokens");

    public static final Key<Integer> LOOK_AHEAD =
            key("scoring.look-ahead").integer().between(1, 1_048_576, "texts");

    public static final Key<Integer> WAVE_MINUTES =
            key("scoring.wave-minutes").integer().atLeast(1, "minute");

    public static final Key<Long> WAVE_TEXTS =
            key("scoring.wave-texts").longInteger().atLeast(0L, "texts");

    public static final Key<Optional<String>> STORE = key("scoring.store")
            .optionalText()
            .flag(
                    "--store",
                    "DIR",
                    "The score store, kept from run to run so that a text is scored once; outputs may share one (the"
                            + " output folder's own unless given).");

    public static final Key<Boolean> POSTS = key("scoring.posts")
            .trueOrFalse()
            .flag(
                    "--score-posts",
                    "Scores the posts' own texts too: the table post_scores, and the column post_sentiment in the tables of"
                            + " windows.");

    public static final Key<Optional<String>> KEY_FILE = key("scoring.key-file").optionalText();

    /** Whether scores are kept: a store is named, or tables go to a folder that it can lie in. */
    public boolean hasStore(OutputConfig output) {
        return store.isPresent() || !output.dir().isBlank();
    }

    /** The store's folder, for tables in {@code output}. */
    public String storeFor(OutputConfig output) {
        return store.orElseGet(() -> output.dir() + "/store");
    }

    static ScoringConfig of(Key.Values values) {
        return new ScoringConfig(
                values.get(BATCH_TOKENS),
                values.get(LOOK_AHEAD),
                values.get(WAVE_MINUTES),
                values.get(WAVE_TEXTS),
                values.get(STORE),
                values.get(POSTS),
                values.get(KEY_FILE));
    }
}
