package io.weibosentiment.ingest;

import java.time.Instant;
import java.util.Optional;

/** One record of a file, whatever the file's format. */
interface SourceRecord {

    /** The file it is in. */
    SourceFile file();

    /** The value of the column that a layout calls {@code name}, as text; empty where the record has none. */
    Optional<String> text(String name);

    /** The value of that column, where the format itself knows it for a moment in time. */
    default Optional<Instant> time(String name) {
        return Optional.empty();
    }

    /** The record as the file has it; for columnar files, as JSON. */
    String raw();
}
