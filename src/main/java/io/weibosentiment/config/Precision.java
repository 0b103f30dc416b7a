package io.weibosentiment.config;

/** The precision of the model's arithmetic. */
public enum Precision {
    AUTO,
    FLOAT32,
    BFLOAT16,
    /** Products of 8-bit whole numbers, everything else in float32; on CPUs alone. */
    INT8
}
