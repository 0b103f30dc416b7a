package io.weibosentiment.config;

/** Whose time puts a comment into a window. */
public enum WindowBy {
    COMMENT,
    POST
}
