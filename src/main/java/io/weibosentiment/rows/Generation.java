package io.weibosentiment.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weibosentiment.files.AtomicFile;
import io.weibosentiment.util.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that one run parsed, in a folder of their own: {@code data/*.parquet}, the files that they are of, and last
 * of all {@value #MARK}, without which the rest is not used.
 *
 * @param files its file system
 * @param folder where it is
 */
record Generation(FileSystem files, Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final String MARK = "_complete.json";
    private static final String VERSIONS = "_files.jsonl.gz";
    private static final String USED = "_used";
    private static final String DATA = "data";
    /** A footer's length and Parquet's sign, the last bytes of a file. */
    private static final int TAIL = 8;
    /** Enough for most footers. */
    private static final int END = 1 << 15;

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What a whole generation consists of.
     *
     * @param format the format of the folder
     * @param files how many files its rows are of
     * @param rows how many rows it has
     * @param cleanBefore files written later than this may have been written to again unseen
     * @param data its Parquet files
     * @param eraser whose erasures its rows lack, see {@link Eraser#mark}
     */
    record Mark(int format, long files, long rows, long cleanBefore, List<DataFile> data, String eraser) {

        static final int FORMAT = 1;

        Mark {
            data = List.copyOf(data);
            eraser = eraser == null ? Eraser.NOBODY : eraser; // as earlier versions wrote it
        }

        long bytes() {
            return data.stream().mapToLong(DataFile::length).sum();
        }
    }

    /**
     * A Parquet file. Its pages have checksums of their own.
     *
     * @param name its name
     * @param length its bytes
     * @param footer the CRC-32 of its footer, which says where the pages are and what is in them
     */
    record DataFile(String name, long length, long footer) {}

    String name() {
        return folder.getName();
    }

    Path data() {
        return new Path(folder, DATA);
    }

    VersionList versions() {
        return new VersionList(files, new Path(folder, VERSIONS));
    }

    private AtomicFile markFile() {
        return new AtomicFile(files, new Path(folder, MARK));
    }

    /** Marks what is there as whole, and as without what {@code eraser} leaves out. */
    Mark complete(long listed, long cleanBefore, String eraser) throws IOException {
        versions().modified(); // fails if another run has deleted it meanwhile
        List<DataFile> data = dataFiles();
        long rows = 0;
        for (DataFile file : data) {
            rows += rows(new Path(data(), file.name()), files.getConf());
        }
        Mark mark = new Mark(Mark.FORMAT, listed, rows, cleanBefore, data, eraser);
        String json = JSON.writeValueAsString(mark);
        markFile().replace(json + "\n" + Sha256.of(json) + "\n");
        return mark;
    }

    private static long rows(Path file, Configuration hadoop) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            return reader.getRecordCount();
        }
    }

    private List<DataFile> dataFiles() throws IOException {
        List<DataFile> data = new ArrayList<>();
        for (FileStatus file : files.listStatus(data())) {
            String name = file.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                data.add(new DataFile(name, file.getLen(), footer(file)));
            }
        }
        data.sort(Comparator.comparing(DataFile::name));
        return data;
    }

    /** The checksum of the last bytes of {@code file}: the footer, its length and Parquet's sign. */
    private long footer(FileStatus file) throws IOException {
        try (FSDataInputStream in = files.open(file.getPath())) {
            byte[] end = new byte[(int) Math.min(file.getLen(), END)];
            in.readFully(file.getLen() - end.length, end);
            int length = end.length < TAIL
                    ? 0
                    : ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(end.length - TAIL);
            byte[] footer = end;
            if (length > end.length - TAIL && length <= file.getLen() - TAIL) {
                footer = new byte[length + TAIL];
                in.readFully(file.getLen() - footer.length, footer);
            }
            CRC32 checksum = new CRC32();
            checksum.update(footer);
            return checksum.getValue();
        }
    }

    /** What it consists of; empty unless all of it is there as it was marked, and can be read. */
    Optional<Mark> whole() throws IOException {
        Optional<Mark> mark = mark();
        try {
            return mark.isPresent() && dataFiles().equals(mark.get().data()) ? mark : Optional.empty();
        } catch (FileNotFoundException e) { // another run deleted it meanwhile
            return Optional.empty();
        } catch (IOException e) { // such as a wrong checksum, or a block that HDFS has lost
            LOG.warn("{} cannot be read: {}", folder, e.toString());
            return Optional.empty();
        }
    }

    /** What it says of itself; empty where that is not there, damaged or of another format. */
    Optional<Mark> mark() throws IOException {
        try {
            String[] lines = markFile().read().split("\n", -1);
            if (lines.length < 2 || !Sha256.of(lines[0]).equals(lines[1])) {
                return Optional.empty();
            }
            Mark mark = JSON.readValue(lines[0], Mark.class);
            return mark.format() == Mark.FORMAT ? Optional.of(mark) : Optional.empty();
        } catch (FileNotFoundException | NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    boolean isMarked() throws IOException {
        return markFile().exists();
    }

    /** Notes that a run uses it. */
    void use(Instant now) throws IOException {
        new AtomicFile(files, new Path(folder, USED)).replace(now.toString());
    }

    /** When a run last used it, by the file system's clock. */
    Instant lastUsed() throws IOException {
        AtomicFile used = new AtomicFile(files, new Path(folder, USED));
        if (used.exists()) {
            return Instant.ofEpochMilli(used.modified());
        }
        try { // the list is written first; object stores make the folder's time up
            return Instant.ofEpochMilli(versions().modified());
        } catch (FileNotFoundException e) { // what a deletion that was cut short left
            return Instant.ofEpochMilli(files.getFileStatus(folder).getModificationTime());
        }
    }

    /** Deletes it, its mark first: what is left if that is cut short is not used. */
    void delete() throws IOException {
        markFile().delete();
        files.delete(folder, true);
    }
}
