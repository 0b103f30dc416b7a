package io.weibosentiment.ingest;

import java.util.Collection;
import java.util.function.Supplier;

/** Takes the columns that a reader finds in a file. */
interface ColumnListener {

    /** Does not want to know. */
    ColumnListener NONE = columns -> {};

    /** There are {@code columns}: a CSV file's first record, or every path with dots in a JSON record. */
    void found(Supplier<Collection<String>> columns);
}
