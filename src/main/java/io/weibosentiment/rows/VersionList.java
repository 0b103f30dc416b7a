package io.weibosentiment.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files whose rows a generation holds: JSON Lines, sorted by path, in gzip, whose checksum shows damage. It is
 * written and read one file at a time: there may be millions.
 *
 * @param files its file system
 * @param path where it is
 */
record VersionList(FileSystem files, Path path) {

    private static final int BUFFER = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    /** Writes the versions that {@code listed}, sorted by path, have now. */
    void write(List<FileStatus> listed) throws IOException {
        try (OutputStream out = new GZIPOutputStream(files.create(path, false), BUFFER)) {
            for (FileStatus file : listed) {
                JSON.writeValue(out, FileVersion.of(file));
                out.write('\n');
            }
        }
    }

    /** When it was written, by the file system's clock. */
    long modified() throws IOException {
        return files.getFileStatus(path).getModificationTime();
    }

    /**
     * Gives each file in the order of paths.
     *
     * @throws IOException if the list is damaged; what was given until then is not to be believed
     */
    void read(Consumer<FileVersion> each) throws IOException {
        try (InputStream in = new GZIPInputStream(files.open(path), BUFFER);
                MappingIterator<FileVersion> versions =
                        JSON.readerFor(FileVersion.class).readValues(in)) {
            while (versions.hasNextValue()) {
                each.accept(versions.nextValue());
            }
        }
    }
}
