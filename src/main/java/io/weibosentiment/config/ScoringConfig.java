package io.weibosentiment.config;

/**
 * How texts are fed to the engine.
 *
 * @param batchTokens most tokens in one batch (texts x tokens of the longest)
 * @param lookAhead texts that a task holds at once to batch those of equal length
 */
public record ScoringConfig(int batchTokens, int lookAhead) {}
