package io.weibosentiment.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** A small table, read here and now: a Spark job costs more than reading some thousand rows. */
final class ParquetTable {

    private final Path folder;
    private final Configuration hadoop;

    ParquetTable(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    /** Gives each row's values in {@code columns}, of those that the table has, to {@code rows}. */
    void read(Set<String> columns, Consumer<Values> rows) throws IOException {
        for (Path file : files()) {
            read(file, columns, rows);
        }
    }

    /** The columns of the table, in their order. */
    List<String> columns() throws IOException {
        return schema(files().get(0)).getFields().stream().map(Type::getName).toList();
    }

    private List<Path> files() throws IOException {
        FileSystem system = folder.getFileSystem(hadoop);
        List<Path> files = new ArrayList<>();
        for (FileStatus status : system.listStatus(folder)) {
            String name = status.getPath().getName();
            if (status.isFile() && name.endsWith(".parquet") && !name.startsWith("_") && !name.startsWith(".")) {
                files.add(status.getPath());
            }
        }
        if (files.isEmpty()) {
            throw new IOException(folder + " holds no Parquet file");
        }
        files.sort(null);
        return files;
    }

    private MessageType schema(Path file) throws IOException {
        try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            return footer.getFooter().getFileMetaData().getSchema();
        }
    }

    private void read(Path file, Set<String> columns, Consumer<Values> rows) throws IOException {
        MessageType whole = schema(file);
        Type[] wanted = whole.getFields().stream()
                .filter(field -> columns.contains(field.getName()))
                .toArray(Type[]::new);
        Configuration projected = new Configuration(hadoop);
        projected.set(ReadSupport.PARQUET_READ_SCHEMA, new MessageType(whole.getName(), wanted).toString());
        GroupValues values = new GroupValues(wanted);
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(projected)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                values.row = row;
                rows.accept(values);
            }
        }
    }

    /** The row that was read last. */
    private static final class GroupValues implements Values {

        private final List<String> names;
        private final PrimitiveTypeName[] types;
        private Group row;

        GroupValues(Type[] fields) {
            names = Arrays.stream(fields).map(Type::getName).toList();
            types = Arrays.stream(fields)
                    .map(field -> field.asPrimitiveType().getPrimitiveTypeName())
                    .toArray(PrimitiveTypeName[]::new);
        }

        private boolean has(int field) {
            return field >= 0 && row.getFieldRepetitionCount(field) > 0;
        }

        @Override
        public Optional<String> text(String column) {
            int field = names.indexOf(column);
            return has(field) ? Optional.of(row.getString(field, 0)) : Optional.empty();
        }

        @Override
        public double number(String column) {
            int field = names.indexOf(column);
            if (!has(field)) {
                return Double.NaN;
            }
            return switch (types[field]) {
                case DOUBLE -> row.getDouble(field, 0);
                case FLOAT -> row.getFloat(field, 0);
                case INT32 -> row.getInteger(field, 0);
                default -> row.getLong(field, 0);
            };
        }

        @Override
        public OptionalLong whole(String column) {
            int field = names.indexOf(column);
            return has(field) ? OptionalLong.of(row.getLong(field, 0)) : OptionalLong.empty();
        }

        @Override
        public boolean isFalse(String column) {
            int field = names.indexOf(column);
            return has(field) && !row.getBoolean(field, 0);
        }
    }
}
