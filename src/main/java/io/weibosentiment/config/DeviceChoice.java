package io.weibosentiment.config;

/** The device the model is to run on. */
public enum DeviceChoice {
    AUTO,
    CPU,
    GPU
}
