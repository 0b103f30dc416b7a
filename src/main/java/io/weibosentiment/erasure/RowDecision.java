package io.weibosentiment.erasure;

import io.weibosentiment.erasure.IdMatcher.RowIds;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/** Decides on rows in one task: what it holds of its own is made when the first row comes. */
final class RowDecision implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Broadcast<ErasedIds> ids;
    private transient IdMatcher matcher;

    RowDecision(Broadcast<ErasedIds> ids) {
        this.ids = ids;
    }

    /** Does something with the matcher, which is not thread-safe; each task has a copy of this object for itself. */
    synchronized IdMatcher matcher() {
        if (matcher == null) {
            matcher = ids.value().matcher();
        }
        return matcher;
    }

    /** Whether a row of a published table is left out. */
    synchronized boolean isErased(RowIds row) {
        return matcher().matches(row);
    }

    /**
     * Whether a row as it was parsed is left out.
     *
     * @param row its ids, with the raw id of the user in the place of the hash
     * @param rejected what is kept of a row that could not be used
     */
    synchronized boolean isErasedParsed(RowIds row, Rejected rejected) {
        if (rejected.reason() == null) {
            return matcher()
                    .matches(new RowIds(
                            row.comment(), row.post(), row.blogger(), matcher().userHash(row.userHash())));
        }
        return isErased(rejected);
    }

    /** Whether a rejected row names an id that is left out. */
    synchronized boolean isErased(Rejected rejected) {
        return !ErasedRows.REASON.equals(rejected.reason())
                && (ErasedRows.BARE_TEXT.equals(rejected.reason())
                        || matcher().isNamedIn(rejected.raw(), rejected.file()));
    }

    /**
     * A row that could not be used.
     *
     * @param reason why; null where it could be used
     * @param raw the row as it was
     * @param file the path of its file
     */
    record Rejected(String reason, String raw, String file) {}
}
