package io.weibosentiment.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One record of a file, whatever the file's format. */
interface SourceRecord {

    /** The file it is in. */
    SourceFile file();

    /** The line of the file that it begins on, from 1; empty where that is not known. */
    OptionalLong line();

    /** The value of the column that a layout calls {@code name}, as text; empty where the record has none. */
    Optional<String> text(String name);

    /** The value of that column, where the format itself knows it for a moment in time. */
    default Optional<Instant> time(String name) {
        return Optional.empty();
    }

    /** Whether none of its columns holds an object or a list, so that {@link #isNested} need not be asked. */
    default boolean isFlat() {
        return true;
    }

    /** Whether that column has a value, and not a single one: an object or a list. */
    default boolean isNested(String name) {
        return false;
    }

    /** The records in the list that is that column's value; none where it is no list. */
    default List<SourceRecord> children(String name) {
        return List.of();
    }

    /** Whether it has columns, as a record must. */
    default boolean hasColumns() {
        return true;
    }

    /** The record as the file has it; for columnar files, as JSON. */
    String raw();
}
