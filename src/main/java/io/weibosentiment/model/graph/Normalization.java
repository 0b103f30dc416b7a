package io.weibosentiment.model.graph;

/** How a graph brings the channels of a layer normalization to mean 0 and variance 1. */
public enum Normalization {
    /** In one operation, which TensorFlow's optimizer fuses with what is around it on a CPU; a GPU needs cuDNN for it. */
    FUSED,
    /** Step by step: gradients go through the steps fast, several threads may, and a GPU needs no library for them. */
    STEPS
}
