package io.weibosentiment.erasure;

import io.weibosentiment.Columns;
import io.weibosentiment.erasure.IdMatcher.RowIds;
import io.weibosentiment.erasure.RowDecision.Rejected;
import io.weibosentiment.ingest.RecordReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.broadcast.Broadcast;

/** What becomes of rows in files that are rewritten. */
final class ErasedGroups {

    private ErasedGroups() {}

    static ParquetRewrite.Change removed(Broadcast<ErasedIds> ids) {
        return schema -> {
            RowDecision decision = new RowDecision(ids);
            return row -> decision.isErased(ids(row, Columns.POST_ID, Columns.USER_HASH))
                    ? Optional.empty()
                    : Optional.of(row);
        };
    }

    static ParquetRewrite.Change rejectedBlanked(Broadcast<ErasedIds> ids) {
        return schema -> {
            RowDecision decision = new RowDecision(ids);
            return row -> Optional.of(decision.isErased(rejected(row)) ? blank(schema, "") : row);
        };
    }

    static ParquetRewrite.Change parsedBlanked(Broadcast<ErasedIds> ids) {
        return schema -> {
            RowDecision decision = new RowDecision(ids);
            boolean isOfComments = schema.containsField(Columns.COMMENT_ID);
            return row -> {
                RowIds found = ids(row, Columns.POST_KEY, Columns.USER_ID);
                RowIds known = isOfComments ? found : new RowIds(found.comment(), found.post(), null, found.userHash());
                Rejected rejected = rejected(row);
                return Optional.of(decision.isErasedParsed(known, rejected) ? blank(schema, rejected.file()) : row);
            };
        };
    }

    private static RowIds ids(Group row, String post, String user) {
        return new RowIds(
                text(row, Columns.COMMENT_ID), text(row, post), text(row, Columns.BLOGGER_ID), text(row, user));
    }

    private static Rejected rejected(Group row) {
        return new Rejected(text(row, Columns.REASON), text(row, Columns.RAW), text(row, Columns.SOURCE_FILE));
    }

    private static String text(Group row, String column) {
        boolean isGiven = row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0;
        return isGiven ? row.getString(column, 0) : null;
    }

    private static Group blank(MessageType schema, String file) {
        Group blank = new SimpleGroup(schema);
        blank.add(Columns.SOURCE_FILE, file);
        blank.add(Columns.RAW, "");
        blank.add(Columns.REASON, ErasedRows.REASON);
        blank.add(Columns.DETAIL, ErasedRows.DETAIL);
        if (schema.containsField(RecordReader.KEY)) {
            UUID key = UUID.randomUUID();
            byte[] bytes = ByteBuffer.allocate(Keys128.BYTES)
                    .putLong(key.getMostSignificantBits())
                    .putLong(key.getLeastSignificantBits())
                    .array();
            blank.add(RecordReader.KEY, Binary.fromConstantByteArray(bytes));
            blank.add(RecordReader.CONTENT, 0L);
        }
        return blank;
    }
}
