package io.weibosentiment.erasure;

import io.weibosentiment.files.FileReplacement;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Rewrites Parquet files row by row, each in a task of its own, and puts each in the old one's place in one step: who
 * reads a file reads the old one or the new. Schema, compression and what Spark notes in the footer stay.
 */
public final class ParquetRewrite {

    private static final String ADDED_BY_WRITER = "writer.model.name";

    private ParquetRewrite() {}

    /** What becomes of the rows of a file. */
    @FunctionalInterface
    public interface Change extends Serializable {

        /** The change of rows of {@code schema}, for one task. */
        RowChange begin(MessageType schema);
    }

    /** What becomes of a row. */
    @FunctionalInterface
    public interface RowChange {

        /** The row itself, another in its place, or none. */
        Optional<Group> of(Group row);
    }

    /**
     * Rewrites {@code paths} as {@code change} says, on the executors.
     *
     * @return how many rows were changed or removed
     */
    public static long rewrite(SparkSession spark, List<String> paths, Change change) {
        if (paths.isEmpty()) {
            return 0;
        }
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        Broadcast<SerializableWritable<Configuration>> hadoop = context.broadcast(
                new SerializableWritable<>(spark.sparkContext().hadoopConfiguration()));
        return context.parallelize(paths, paths.size())
                .map(path -> rewrite(new Path(path), change, hadoop.value().value()))
                .reduce(Long::sum);
    }

    private static long rewrite(Path path, Change change, Configuration hadoop) throws IOException {
        FileReplacement replacement = FileReplacement.of(path, hadoop);
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
            ParquetMetadata footer = reader.getFooter();
            long changed = copy(reader, footer, change, writer(footer, new RawOutputFile(replacement), hadoop));
            replacement.complete();
            return changed;
        }
    }

    private static ParquetWriter<Group> writer(ParquetMetadata footer, OutputFile file, Configuration hadoop)
            throws IOException {
        Map<String, String> notes = new HashMap<>(footer.getFileMetaData().getKeyValueMetaData());
        notes.remove(ADDED_BY_WRITER);
        CompressionCodecName codec = footer.getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .map(column -> column.getCodec())
                .findFirst()
                .orElse(CompressionCodecName.UNCOMPRESSED);
        return ExampleParquetWriter.builder(file)
                .withType(footer.getFileMetaData().getSchema())
                .withExtraMetaData(notes)
                .withCompressionCodec(codec)
                .withConf(hadoop)
                .build();
    }

    private static long copy(
            ParquetFileReader reader, ParquetMetadata footer, Change change, ParquetWriter<Group> writer)
            throws IOException {
        MessageType schema = footer.getFileMetaData().getSchema();
        RowChange rows = change.begin(schema);
        MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
        long changed = 0;
        try (writer) {
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                RecordReader<Group> records = columns.getRecordReader(group, new GroupRecordConverter(schema));
                for (long row = 0; row < group.getRowCount(); row++) {
                    Group found = records.read();
                    Optional<Group> kept = rows.of(found);
                    changed += kept.isPresent() && kept.get() == found ? 0 : 1;
                    if (kept.isPresent()) {
                        writer.write(kept.get());
                    }
                }
            }
        }
        return changed;
    }
}
