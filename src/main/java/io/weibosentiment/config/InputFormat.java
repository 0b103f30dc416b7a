package io.weibosentiment.config;

/** The format of input files. */
public enum InputFormat {
    AUTO,
    CSV,
    JSONL,
    PARQUET
}
