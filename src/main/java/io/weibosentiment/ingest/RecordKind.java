package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the rows of a file are. */
public enum RecordKind {
    /** Comments as they were crawled; the same one may be there several times. */
    COMMENT,
    /** Comments that are scored already; each row counts. */
    SCORED_COMMENT;

    private static final List<Field> COMMENT_FIELDS = List.of(
            Field.POST_ID,
            Field.BLOGGER_ID,
            Field.COMMENT_ID,
            Field.USER_ID,
            Field.TEXT,
            Field.COMMENT_TIME,
            Field.POST_TIME,
            Field.LIKES,
            Field.POST_LIKES,
            Field.CRAWL_TIME);
    private static final List<Field> SCORED_COMMENT_FIELDS = List.of(
            Field.POST_ID,
            Field.SENTIMENT,
            Field.BLOGGER_ID,
            Field.COMMENT_ID,
            Field.USER_ID,
            Field.COMMENT_TIME,
            Field.POST_TIME,
            Field.LIKES,
            Field.POST_LIKES,
            Field.TEXT_KEY,
            Field.DECIDED_BY);

    /** The fields of a record, in the order in which they are read: the first unusable one is the reason given. */
    List<Field> fields() {
        return this == COMMENT ? COMMENT_FIELDS : SCORED_COMMENT_FIELDS;
    }

    /** The fields that a layout must have a place for. */
    Set<Field> essential() {
        return Set.of(Field.POST_ID, this == COMMENT ? Field.TEXT : Field.SENTIMENT);
    }

    /** Whether rows can be the same record, of which one is kept. */
    boolean hasDuplicates() {
        return this == COMMENT;
    }

    /** The table that holds such records in a run's output folder, if one does. */
    Optional<String> table() {
        return this == SCORED_COMMENT ? Optional.of("comment_scores") : Optional.empty();
    }

    /** What a user calls {@code field}. */
    String name(Field field) {
        return this == COMMENT ? "input.columns." + field.key() : field.key();
    }

    /** The option with which a user names the column of {@code field}. */
    String option(Field field) {
        return (this == COMMENT ? "--set " : "--columns ") + name(field);
    }
}
