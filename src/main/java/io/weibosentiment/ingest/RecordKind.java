package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the rows of a file are. */
public enum RecordKind {
    /** Comments as they were crawled; the same one may be there several times. */
    COMMENT,
    /** Comments that are scored already; each row counts. */
    SCORED_COMMENT,
    /** Posts; what the rows of one post say of it is settled later. */
    POST,
    /** Texts that people have labelled, or others have scored; each row counts. */
    LABELLED_TEXT,
    /** Comments of a sample with what people say of them; their texts are not read. */
    DRAWN_COMMENT;

    private static final Set<Field> FORGIVING = EnumSet.of(
            Field.BLOGGER_ID,
            Field.COMMENT_ID,
            Field.USER_ID,
            Field.COMMENT_TIME,
            Field.POST_TIME,
            Field.CRAWL_TIME,
            Field.LIKES,
            Field.POST_LIKES,
            Field.POST_SENTIMENT);
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
            Field.CRAWL_TIME,
            Field.POST_TEXT,
            Field.TOPICS);
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
            Field.DECIDED_BY,
            Field.PROBABILITIES,
            Field.POST_SENTIMENT);
    private static final List<Field> POST_FIELDS = List.of(
            Field.POST_ID,
            Field.BLOGGER_ID,
            Field.POST_TIME,
            Field.POST_LIKES,
            Field.CRAWL_TIME,
            Field.POST_TEXT,
            Field.TOPICS,
            Field.POST_SENTIMENT);

    private static final List<Field> LABELLED_TEXT_FIELDS = List.of(
            Field.TEXT,
            Field.LABEL,
            Field.REFERENCE_SCORE,
            Field.INCLUSION_PROBABILITY,
            Field.STRATUM,
            Field.COMMENT_KEY,
            Field.COMMENT_ID,
            Field.COMMENT_TIME);
    private static final List<Field> DRAWN_COMMENT_FIELDS =
            List.of(Field.COMMENT_KEY, Field.RUN, Field.STRATUM, Field.INCLUSION_PROBABILITY, Field.LABEL);

    /** The fields of a record, in the order in which they are read: the first unusable one is the reason given. */
    List<Field> fields() {
        return switch (this) {
            case COMMENT -> COMMENT_FIELDS;
            case SCORED_COMMENT -> SCORED_COMMENT_FIELDS;
            case POST -> POST_FIELDS;
            case LABELLED_TEXT -> LABELLED_TEXT_FIELDS;
            case DRAWN_COMMENT -> DRAWN_COMMENT_FIELDS;
        };
    }

    /** The fields that a record may lack, also because what is written there cannot be read. */
    List<Field> forgiving() {
        return fields().stream().filter(FORGIVING::contains).toList();
    }

    /** The fields that a layout must have a place for. */
    Set<Field> essential() {
        return switch (this) {
            case COMMENT -> Set.of(Field.POST_ID, Field.TEXT);
            case SCORED_COMMENT -> Set.of(Field.POST_ID, Field.SENTIMENT);
            case POST -> Set.of(Field.POST_ID);
            case LABELLED_TEXT -> Set.of(Field.TEXT);
            case DRAWN_COMMENT -> Set.of(Field.COMMENT_KEY, Field.INCLUSION_PROBABILITY);
        };
    }

    /** Whether the column of {@code field} may hold a list. */
    boolean mayBeNested(Field field) {
        return field == Field.TOPICS || field == Field.PROBABILITIES;
    }

    /** Whether people write such files with spreadsheets, which leave blank rows and cut blank cells off a row's end. */
    boolean isWrittenByPeople() {
        return this == LABELLED_TEXT || this == DRAWN_COMMENT;
    }

    /** Whether rows can be the same record, of which one is kept. */
    boolean hasDuplicates() {
        return this == COMMENT;
    }

    /** The table that holds such records in a run's output folder, if one does. */
    Optional<String> table() {
        return switch (this) {
            case COMMENT, LABELLED_TEXT, DRAWN_COMMENT -> Optional.empty();
            case SCORED_COMMENT -> Optional.of("comment_scores");
            case POST -> Optional.of("posts");
        };
    }

    /** What a user calls {@code field}. */
    String name(Field field) {
        return switch (this) {
            case COMMENT -> "input.columns." + field.key();
            case SCORED_COMMENT, LABELLED_TEXT, DRAWN_COMMENT -> field.key();
            case POST -> "input.posts.columns." + field.key();
        };
    }

    /** The option with which a user names the column of {@code field}. */
    String option(Field field) {
        return (this == SCORED_COMMENT || isWrittenByPeople() ? "--columns " : "--set ") + name(field);
    }
}
