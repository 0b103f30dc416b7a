package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.udf;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.TextPolicyName;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.ErasedIds;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.erasure.UserHashing;
import io.weibosentiment.ingest.IdForms;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.Table;
import io.weibosentiment.rows.RowsErasure;
import io.weibosentiment.text.CleanText;
import io.weibosentiment.text.TextKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds in the runs that are kept, and in kept rows, what ids stand for: which of them are there, the posts of bloggers,
 * the comments of users, and the texts that go with all of these.
 */
final class ErasureSearch {

    /** More ids and texts than this would take too much of the driver's memory. */
    private static final int MOST = 5_000_000;

    private static final String FOUND = "__found";

    private final SparkSession spark;
    private final List<PublishedRun> runs;
    private final String store;
    private final Optional<UserHashing> users;
    private final TextKeys textKeys;
    private final byte[] key = new byte[32];

    /**
     * @param runs the runs that are kept
     * @param store the score store, with the kept rows
     * @param users hashes users' ids as the tables do, if the key for that is given
     * @param textKeys makes the keys of texts as the tables have them
     */
    ErasureSearch(
            SparkSession spark, List<PublishedRun> runs, String store, Optional<UserHashing> users, TextKeys textKeys) {
        this.textKeys = textKeys;
        this.spark = spark;
        this.runs = List.copyOf(runs);
        this.store = store;
        this.users = users;
        new SecureRandom().nextBytes(key); // for this search alone
    }

    /**
     * What was found.
     *
     * @param ids the ids that were asked for, the posts of the bloggers among them and the comments of the users
     * @param unknown those asked for that no run has
     */
    record Found(Set<ErasedId> ids, List<ErasedId> unknown) {}

    /** Rows about {@code ids}. */
    ErasedRows rows(Set<ErasedId> ids) {
        return ErasedRows.of(spark, ErasedIds.of(key, ids, users));
    }

    /** Looks for {@code asked} in all runs and kept rows. */
    Found find(Set<ErasedId> asked) throws IOException {
        ErasedRows erased = rows(asked);
        Set<ErasedId> all = new LinkedHashSet<>(asked);
        Set<String> seen = new HashSet<>();
        for (PublishedRun run : runs) {
            for (Table table : List.of(Table.COMMENT_SCORES, Table.POSTS)) {
                if (run.has(table)) {
                    Dataset<Row> rows = run.read(spark, table);
                    seen.addAll(texts(rows.select(explode(erased.idsFound(rows)).as(FOUND))));
                    addMore(rows.where(erased.isErased(rows)), asked, all);
                }
            }
        }
        if (asked.stream().anyMatch(id -> id.kind() == IdKind.USER)) {
            rowsErasure(erased)
                    .comments()
                    .ifPresent(kept -> addComments(kept.where(isOf(asked)), Columns.POST_KEY, all));
        }
        List<ErasedId> unknown = asked.stream()
                .filter(id -> !seen.contains(ErasedRows.named(id)))
                .toList();
        return new Found(all, unknown);
    }

    /** Kept rows of the users among {@code asked}: not all that go with other ids. */
    private Column isOf(Set<ErasedId> asked) {
        Set<String> hashes = asked.stream()
                .filter(id -> id.kind() == IdKind.USER)
                .map(ErasedId::id)
                .collect(Collectors.toSet());
        UserHashing hashing = users.orElseThrow();
        UDF1<String, Boolean> isOne = user -> user != null && hashes.contains(hashing.hash(user));
        return udf(isOne, DataTypes.BooleanType).apply(col(Columns.USER_ID));
    }

    private void addMore(Dataset<Row> rows, Set<ErasedId> asked, Set<ErasedId> all) {
        Set<IdKind> kinds = asked.stream().map(ErasedId::kind).collect(Collectors.toSet());
        if (kinds.contains(IdKind.BLOGGER)) {
            texts(rows.where(isAny(Columns.BLOGGER_ID, asked, IdKind.BLOGGER)).select(Columns.POST_ID))
                    .forEach(post -> add(new ErasedId(IdKind.POST, IdForms.key(post)), all));
        }
        if (kinds.contains(IdKind.USER) && Arrays.asList(rows.columns()).contains(Columns.USER_HASH)) {
            addComments(rows.where(isAny(Columns.USER_HASH, asked, IdKind.USER)), Columns.POST_ID, all);
        }
    }

    private static Column isAny(String column, Set<ErasedId> asked, IdKind kind) {
        return col(column)
                .isin(asked.stream()
                        .filter(id -> id.kind() == kind)
                        .map(ErasedId::id)
                        .toArray());
    }

    private static void addComments(Dataset<Row> rows, String post, Set<ErasedId> all) {
        Iterator<Row> comments = rows.where(col(Columns.COMMENT_ID).isNotNull())
                .select(post, Columns.COMMENT_ID)
                .distinct()
                .toLocalIterator();
        while (comments.hasNext()) {
            Row comment = comments.next();
            add(ErasedId.onPost(IdForms.key(comment.getString(0)), comment.getString(1)), all);
        }
    }

    private static void add(ErasedId id, Set<ErasedId> all) {
        all.add(id);
        requireFew(all.size());
    }

    private static void requireFew(int size) {
        if (size > MOST) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "more than %,d comments, posts or texts go with these ids; erase some of the ids at a time",
                    MOST));
        }
    }

    private RowsErasure rowsErasure(ErasedRows erased) throws IOException {
        return RowsErasure.of(spark, store, erased);
    }

    /** The keys of the texts that go with {@code ids}, in whatever run or kept row they are. */
    List<byte[]> textKeys(Set<ErasedId> ids) throws IOException {
        ErasedRows erased = rows(ids);
        Set<String> keys = new HashSet<>();
        for (PublishedRun run : runs) {
            for (Table table : List.of(Table.COMMENT_SCORES, Table.POST_SCORES)) {
                if (run.has(table)) {
                    Dataset<Row> rows = run.read(spark, table);
                    keys.addAll(texts(rows.where(erased.isErased(rows)).select(Columns.TEXT_KEY)));
                }
            }
        }
        Optional<Dataset<Row>> kept = rowsErasure(erased).comments();
        if (kept.isPresent()) {
            // By every policy, and without the secret too: the store may have scores for runs that are no longer kept.
            for (TextPolicyName policy : TextPolicyName.values()) {
                for (TextKeys made : List.of(textKeys, TextKeys.unkeyed())) {
                    keys.addAll(
                            texts(new CleanText(policy, made).clean(kept.get()).select(Columns.TEXT_KEY)));
                }
            }
        }
        List<byte[]> bytes = new ArrayList<>(keys.size());
        keys.forEach(hex -> bytes.add(HexFormat.of().parseHex(hex)));
        return bytes;
    }

    /** The values of the only column, each once. */
    private static Set<String> texts(Dataset<Row> rows) {
        Column column = col(rows.columns()[0]);
        Set<String> texts = new LinkedHashSet<>();
        Iterator<Row> values = rows.where(column.isNotNull()).distinct().toLocalIterator();
        while (values.hasNext()) {
            texts.add(values.next().getString(0));
            requireFew(texts.size());
        }
        return texts;
    }
}
