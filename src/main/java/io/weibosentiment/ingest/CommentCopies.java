package io.weibosentiment.ingest;

import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The copies of one comment that have come so far: the row that counts, and the best that any of them knows. */
final class CommentCopies {

    private final CopyColumns columns;
    private final String writer;
    private final Object[] facts;
    private final Object[] factsCrawled;
    private Row best;
    private Object postId;
    private long copies;

    /** The copies of a comment, with a first one. */
    CommentCopies(CopyColumns columns, String writer, Row row) {
        this.columns = columns;
        this.writer = writer;
        this.best = row;
        this.postId = row.get(columns.postId);
        this.copies = 1;
        this.facts = new Object[columns.facts.length];
        this.factsCrawled = new Object[columns.facts.length];
        for (int i = 0; i < facts.length; i++) {
            takeFact(i, row);
        }
    }

    private void takeFact(int fact, Row row) {
        facts[fact] = row.get(columns.facts[fact]);
        factsCrawled[fact] = facts[fact] == null ? null : row.get(columns.crawlTime);
    }

    boolean isBy(String other) {
        return Objects.equals(writer, other);
    }

    /** Adds one more copy. */
    void add(Row row) {
        copies++;
        for (int i = 0; i < facts.length; i++) {
            if (isBetter(i, row)) {
                takeFact(i, row);
            }
        }
        Object id = row.get(columns.postId);
        Object key = row.get(columns.postKey); // that of all copies
        int order = Boolean.compare(key.equals(id), key.equals(postId));
        if (order > 0 || (order == 0 && CopyOrder.compareValues(id, postId) > 0)) {
            postId = id;
        }
        if (columns.order.compare(row, best) < 0) {
            best = row;
        }
    }

    /** Whether {@code row} knows a fact better: from a later crawl, then a greater value. See {@link PostFacts}. */
    private boolean isBetter(int fact, Row row) {
        Object value = row.get(columns.facts[fact]);
        if (value == null || facts[fact] == null) {
            return value != null;
        }
        int order = CopyOrder.compareValues(row.get(columns.crawlTime), factsCrawled[fact]);
        return order > 0 || (order == 0 && CopyOrder.compareValues(value, facts[fact]) > 0);
    }

    /**
     * The comment's row, of {@link CopyColumns#distinct()}.
     *
     * @param sharesId whether a different comment has its id
     */
    Row row(Boolean sharesId) {
        Object[] values = new Object[columns.distinct().length()];
        int next = 0;
        for (int column : columns.kept) {
            values[next++] = best.get(column);
        }
        values[columns.distinctPostId] = postId;
        for (int i = 0; i < facts.length; i++) {
            values[columns.distinctFacts[i]] = facts[i];
        }
        values[next++] = copies;
        values[next++] = sharesId;
        values[next] = areOfItsCrawl() ? null : RowFactory.create(factsCrawled);
        return RowFactory.create(values);
    }

    private boolean areOfItsCrawl() {
        Object crawlTime = best.get(columns.crawlTime);
        for (int i = 0; i < facts.length; i++) {
            if (facts[i] != null && !Objects.equals(factsCrawled[i], crawlTime)) {
                return false;
            }
        }
        return true;
    }
}
