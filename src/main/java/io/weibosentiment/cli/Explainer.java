package io.weibosentiment.cli;

/** Explains texts, one at a time. */
interface Explainer extends AutoCloseable {

    Explanation explain(String text);

    @Override
    void close();
}
