package io.weibosentiment.config;

/** The named text policies. */
public enum TextPolicyName {
    STANDARD,
    PAPER,
    NONE
}
