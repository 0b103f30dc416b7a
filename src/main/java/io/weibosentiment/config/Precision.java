package io.weibosentiment.config;

/** The precision of the model's arithmetic. */
public enum Precision {
    AUTO,
    FLOAT32,
    BFLOAT16
}
