package io.weibosentiment.ingest;

import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Reads the records of one text file, or of a split of it. */
interface RecordParser {

    /** Takes the next record from {@code lines}, which have one, and gives the rows it holds: none, one, or several. */
    void read(LineQueue lines, Consumer<Row> rows);
}
