package io.weibosentiment.model.graph;

/** Which rows of the last layer a graph gives. */
enum Rows {
    /** Each text's first token, for one answer a text; nothing else goes through the whole of the last layer. */
    FIRST_TOKEN,
    /** Every token, padding included. */
    ALL_TOKENS
}
