package io.weibosentiment.ingest;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * From rows of comments to a row for each comment. Rows come in the order of their keys, their contents, and their
 * users and names, the greatest first and null last. So however many rows have one key, three comments are held at most.
 */
final class DistinctComments implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final CopyColumns columns;

    DistinctComments(CopyColumns columns) {
        this.columns = columns;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Comments(columns, rows);
    }

    /** The comments of a partition. */
    private static final class Comments implements Iterator<Row> {

        private final CopyColumns columns;
        private final Iterator<Row> rows;
        private final Queue<Row> ready = new ArrayDeque<>();
        private Optional<SameText> open = Optional.empty();
        /** The first comment of a key, until it is known whether there is another one. */
        private Optional<CommentCopies> first = Optional.empty();

        private boolean sharesId;

        Comments(CopyColumns columns, Iterator<Row> rows) {
            this.columns = columns;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && rows.hasNext()) {
                add(rows.next());
            }
            if (ready.isEmpty()) {
                endKey();
            }
            return !ready.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void add(Row row) {
            if (open.isPresent() && open.get().has(row)) {
                open.get().add(row);
                return;
            }
            if (open.isPresent() && open.get().hasKeyOf(row)) {
                endText();
            } else {
                endKey();
            }
            open = Optional.of(new SameText(columns, row, this::end));
        }

        private void endText() {
            open.ifPresent(SameText::end);
            open = Optional.empty();
        }

        private void endKey() {
            endText();
            first.ifPresent(comment -> ready.add(comment.row(false)));
            first = Optional.empty();
            sharesId = false;
        }

        private void end(CommentCopies comment) {
            if (first.isEmpty() && !sharesId) {
                first = Optional.of(comment);
                return;
            }
            sharesId = true;
            first.ifPresent(other -> ready.add(other.row(true)));
            first = Optional.empty();
            ready.add(comment.row(true));
        }
    }

    /** The rows of one key and content: those of the greatest writer, which all without a writer belong to, and others. */
    private static final class SameText {

        private final CopyColumns columns;
        private final Row head;
        private final Ended ended;
        private final CommentCopies greatest;
        private CommentCopies latest;

        SameText(CopyColumns columns, Row head, Ended ended) {
            this.columns = columns;
            this.head = head;
            this.ended = ended;
            this.greatest = new CommentCopies(columns, columns.writer(head, head), head);
            this.latest = greatest;
        }

        boolean hasKeyOf(Row row) {
            return Arrays.equals(row.<byte[]>getAs(columns.key), head.<byte[]>getAs(columns.key));
        }

        boolean has(Row row) {
            return row.getLong(columns.content) == head.getLong(columns.content) && hasKeyOf(row);
        }

        void add(Row row) {
            String writer = columns.writer(row, head);
            if (latest.isBy(writer)) {
                latest.add(row);
            } else if (greatest.isBy(writer)) {
                greatest.add(row);
            } else {
                endLatest();
                latest = new CommentCopies(columns, writer, row);
            }
        }

        private void endLatest() {
            if (latest != greatest) {
                ended.accept(latest);
            }
        }

        void end() {
            endLatest();
            ended.accept(greatest);
        }
    }

    /** Takes a comment whose copies have all come. */
    @FunctionalInterface
    private interface Ended {

        void accept(CommentCopies comment);
    }
}
