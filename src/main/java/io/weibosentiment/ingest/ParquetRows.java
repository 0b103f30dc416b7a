package io.weibosentiment.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Row;

/**
 * Reads a Parquet file, or those of its row groups that lie in a part of it, by the file's own schema: what other files
 * have does not matter. A row is what the same values would be in JSON.
 */
final class ParquetRows implements RecordParser {

    private final SourceFile file;
    private final RecordRows records;
    private final ParquetReader<ObjectNode> reader;

    /**
     * Opens a file.
     *
     * @param zone the zone of timestamps that are local times
     */
    ParquetRows(
            FileSlice slice,
            SourceFile file,
            RecordRows records,
            ZoneId zone,
            ColumnListener columns,
            Configuration hadoop)
            throws IOException {
        this.file = file;
        this.records = records;
        MessageType schema = ParquetFooters.schema(slice.path(), hadoop);
        columns.found(() -> ParquetFooters.columns(schema));
        this.reader = ParquetReader.builder(new ParquetObjects(zone), slice.path())
                .withConf(hadoop)
                .withFileRange(slice.start(), slice.start() + slice.length())
                .build();
    }

    @Override
    public boolean read(Consumer<Row> rows) throws IOException {
        ObjectNode row;
        try {
            row = reader.read();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "cannot read on in " + file.path() + " (" + e.getMessage()
                            + "): the file is damaged, cut off or was changed meanwhile; fetch it again or leave it out",
                    e);
        }
        if (row == null) {
            return false;
        }
        records.add(new JsonRecord(file, OptionalLong.empty(), row, Optional.empty()), rows);
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
