package io.weibosentiment.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Reads the records of one file, or of a part of it. */
interface RecordParser extends Closeable {

    /**
     * Reads on, and gives the rows that were found: none, one, or several.
     *
     * @return false at the end of the file, when there was nothing more to read
     * @throws IOException if the file cannot be read on, with its path
     */
    boolean read(Consumer<Row> rows) throws IOException;
}
