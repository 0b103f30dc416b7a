package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the rows of a file are. */
public enum RecordKind {
    /** Comments as they were crawled; the same one may be there several times. */
    COMMENT(
            List.of(
                    Field.POST_ID,
                    Field.BLOGGER_ID,
                    Field.COMMENT_ID,
                    Field.USER_ID,
                    Field.TEXT,
                    Field.COMMENT_TIME,
                    Field.POST_TIME,
                    Field.LIKES,
                    Field.POST_LIKES,
                    Field.CRAWL_TIME),
            Set.of(Field.POST_ID, Field.TEXT)),
    /** Comments that are scored already; each row counts. */
    SCORED_COMMENT(
            List.of(
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
                    Field.DECIDED_BY),
            Set.of(Field.POST_ID, Field.SENTIMENT));

    private final List<Field> fields;
    private final Set<Field> essential;

    RecordKind(List<Field> fields, Set<Field> essential) {
        this.fields = fields;
        this.essential = essential;
    }

    /** The fields of a record, in the order in which they are read: the first that is unusable is the reason given. */
    List<Field> fields() {
        return fields;
    }

    /** The fields that the data must have a place for. */
    Set<Field> essential() {
        return essential;
    }

    /** Whether rows can be the same record, of which one is kept. */
    boolean hasDuplicates() {
        return this == COMMENT;
    }

    /** The table that holds such records in a folder that a run wrote, if one does. */
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
