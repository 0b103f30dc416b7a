package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.weibosentiment.Columns;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.erasure.ErasedRows;
import io.weibosentiment.erasure.Erasures;
import io.weibosentiment.erasure.Keys128;
import io.weibosentiment.erasure.Receipt;
import io.weibosentiment.erasure.UserHashing;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunErasure;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import io.weibosentiment.rows.Eraser;
import io.weibosentiment.rows.RowsErasure;
import io.weibosentiment.rows.RowsErasure.Sharing;
import io.weibosentiment.store.StoreErasure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Takes all that was erased out of everything that an output folder keeps besides its current run. Done again, it finds
 * what is left.
 *
 * @param files the output folder's file system
 * @param root the output folder
 * @param users hashes users' ids as the tables do, where users were erased
 */
record ErasureElsewhere(
        SparkSession spark,
        JobConfig config,
        FileSystem files,
        Path root,
        Erasures erasures,
        Optional<UserHashing> users) {

    /** Does it once {@code published} is the current run; notes in the receipts how much went from where. */
    void after(PublishedRun published) throws IOException {
        List<Receipt> receipts = erasures.receipts();
        ErasedRows erased = ErasedRows.of(spark, erasures.ids(users));
        RunErasure rewriting = new RunErasure(spark, files, root, erased);
        List<PublishedRun> runs = RunFolders.of(
                        config.output().dir(), spark.sparkContext().hadoopConfiguration())
                .all();
        for (PublishedRun run : runs) {
            if (!run.id().equals(published.id())) {
                for (Map.Entry<String, Long> gone : rewriting.erase(run).entrySet()) {
                    erasures.note("earlier " + gone.getKey(), gone.getValue());
                }
            }
        }
        erasures.note("rejected rows of stopped runs", rewriting.eraseStopped());
        rewriting.deleteDerived();
        int edition = receipts.get(receipts.size() - 1).edition();
        Eraser eraser = new Eraser(erasures.name(), edition, erased::blanked);
        erasures.note("kept rows", RowsErasure.of(spark, store(), erased).erase(eraser, sharing()));
        erasures.note("scores", scores(receipts, runs));
    }

    private String store() {
        return config.scoring().storeFor(config.output());
    }

    private Sharing sharing() {
        return config.scoring().store().isPresent() ? Sharing.SHARED : Sharing.OWN;
    }

    /** Takes texts out of the store that no run has any more. */
    private long scores(List<Receipt> receipts, List<PublishedRun> runs) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        for (Receipt receipt : receipts) {
            if (receipt.isPending()) {
                texts.addAll(erasures.texts(receipt));
            }
        }
        Set<String> kept = kept(Keys128.of(texts), runs);
        texts.removeIf(key -> kept.contains(HexFormat.of().formatHex(key)));
        return StoreErasure.of(spark, store()).erase(Keys128.of(texts));
    }

    /** Those of {@code texts} that a run still has. */
    private Set<String> kept(Keys128 texts, List<PublishedRun> runs) {
        UDF1<String, Boolean> isOne = key -> key != null && texts.contains(key);
        Set<String> kept = new HashSet<>();
        for (PublishedRun run : runs) {
            for (Table table : List.of(Table.COMMENT_SCORES, Table.POST_SCORES)) {
                if (run.has(table) && texts.size() > 0) {
                    run.read(spark, table)
                            .where(udf(isOne, DataTypes.BooleanType).apply(col(Columns.TEXT_KEY)))
                            .select(Columns.TEXT_KEY)
                            .distinct()
                            .collectAsList()
                            .forEach(row -> kept.add(row.getString(0)));
                }
            }
        }
        return kept;
    }
}
