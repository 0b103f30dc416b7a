package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Field;
import io.weibosentiment.util.ColumnNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Checks Parquet files before any work is done: that each can be read, and that columns hold single values. */
final class ParquetFooters {

    private static final int SHOWN = 5;
    private static final int FILES_A_TASK = 64;

    private ParquetFooters() {}

    /**
     * Checks each of {@code files}.
     *
     * @throws InvalidInputException with the first few files that cannot be read, the column, and what to do
     */
    static void check(SparkSession spark, List<Path> files, RecordLayout layout) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> problems = files.size() <= FILES_A_TASK
                ? problems(files.stream().map(Path::toString).iterator(), layout, hadoop)
                : problems(spark, files, layout);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems.stream().limit(SHOWN).toList());
        }
    }

    /**
     * The schema of {@code file}.
     *
     * @throws InvalidInputException if it cannot be read
     */
    static MessageType schema(Path file, Configuration hadoop) {
        try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            return footer.getFooter().getFileMetaData().getSchema();
        } catch (IOException | RuntimeException e) {
            throw new InvalidInputException("input file " + file + unreadable(e), e);
        }
    }

    /** Every column of {@code schema}, nested ones with dots. */
    static Set<String> columns(MessageType schema) {
        Set<String> columns = new LinkedHashSet<>();
        addColumns(schema, "", columns);
        return columns;
    }

    private static void addColumns(GroupType group, String prefix, Collection<String> columns) {
        for (Type field : group.getFields()) {
            columns.add(prefix + field.getName());
            if (!field.isPrimitive() && field.getLogicalTypeAnnotation() == null) {
                addColumns(field.asGroupType(), prefix + field.getName() + ".", columns);
            }
        }
    }

    private static List<String> problems(SparkSession spark, List<Path> files, RecordLayout layout) {
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        Broadcast<SerializableWritable<Configuration>> hadoop = context.broadcast(
                new SerializableWritable<>(spark.sparkContext().hadoopConfiguration()));
        return context.parallelize(
                        files.stream().map(Path::toString).toList(),
                        Math.min(files.size() / FILES_A_TASK + 1, 4 * context.defaultParallelism()))
                .mapPartitions(
                        part -> problems(part, layout, hadoop.value().value()).iterator())
                .collect();
    }

    private static List<String> problems(Iterator<String> files, RecordLayout layout, Configuration hadoop) {
        List<String> problems = new ArrayList<>();
        while (files.hasNext() && problems.size() < SHOWN) {
            String file = files.next();
            problem(new Path(file), layout, hadoop).ifPresent(problem -> problems.add("input file " + file + problem));
        }
        return problems;
    }

    private static Optional<String> problem(Path file, RecordLayout layout, Configuration hadoop) {
        ParquetMetadata footer;
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            footer = reader.getFooter();
        } catch (IOException | RuntimeException e) {
            return Optional.of(unreadable(e));
        }
        return codecProblem(footer)
                .or(() -> columnProblem(footer.getFileMetaData().getSchema(), layout));
    }

    /** What is wrong with a file whose footer cannot be read. */
    private static String unreadable(Exception cause) {
        return " cannot be read as Parquet: " + cause.getMessage() + "; fetch it again or leave it out";
    }

    private static Optional<String> codecProblem(ParquetMetadata footer) {
        for (BlockMetaData block : footer.getBlocks()) {
            for (ColumnChunkMetaData column : block.getColumns()) {
                if (!isKnown(column.getCodec())) {
                    return Optional.of(": column " + column.getPath().toDotString() + " is compressed with "
                            + column.getCodec() + ", which is not read here; write it with zstd, gzip or snappy");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isKnown(CompressionCodecName codec) {
        return codec != CompressionCodecName.LZO && codec != CompressionCodecName.BROTLI;
    }

    /** A field's column that is a struct or a list: no row of the file could be used. */
    private static Optional<String> columnProblem(MessageType schema, RecordLayout layout) {
        for (Field field : layout.kind().fields()) {
            Optional<Type> column = layout.columnsOf(field).stream()
                    .flatMap(name -> column(schema, name).stream())
                    .findFirst();
            if (!layout.kind().mayBeNested(field)
                    && column.filter(ParquetFooters::isNested).isPresent()) {
                String name = column.get().getName();
                return Optional.of(
                        ": its column '" + name + "' holds a struct or a list, expected single values; it has "
                                + ColumnNames.shown(columns(schema)) + ". Name the inner one, for example "
                                + layout.kind().option(field) + "=" + name + ".COLUMN");
            }
        }
        return Optional.empty();
    }

    private static boolean isNested(Type column) {
        return !column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED);
    }

    private static Optional<Type> column(GroupType group, String name) {
        List<String> names = group.getFields().stream().map(Type::getName).toList();
        Optional<Type> whole = ColumnNames.find(names, name).map(group::getType);
        int dot = name.indexOf('.');
        if (whole.isPresent() || dot < 0) {
            return whole;
        }
        return ColumnNames.find(names, name.substring(0, dot))
                .map(group::getType)
                .filter(outer -> !outer.isPrimitive())
                .flatMap(outer -> column(outer.asGroupType(), name.substring(dot + 1)));
    }
}
