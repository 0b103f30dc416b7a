package io.weibosentiment.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.apache.hadoop.io.compress.ZStandardCodec;
import org.apache.hadoop.mapreduce.lib.input.CompressedSplitLineReader;
import org.apache.hadoop.mapreduce.lib.input.SplitLineReader;
import org.apache.hadoop.mapreduce.lib.input.UncompressedSplitLineReader;
import org.tukaani.xz.XZInputStream;

/**
 * The lines of a file, or of a split of it, decompressed by the codec that its name tells.
 *
 * <p>Hadoop's own line reader does the same but drops lines that are too long, and rows must not vanish uncounted.
 */
final class LineSource implements Closeable {

    private static final byte[] LINE_FEED = "\n".getBytes(StandardCharsets.US_ASCII);
    /** A longer line counts as several, each of them too long. */
    private static final int MAX_CONSUMED = 1 << 30;

    private final Path path;
    private final FSDataInputStream file;
    private final boolean compressed;
    private final Text buffer = new Text();
    private Optional<Decompressor> decompressor = Optional.empty();
    private SplitLineReader lines;
    private Seekable filePosition;
    private long position;
    private long end;
    private boolean startsFile;

    /**
     * Opens a split.
     *
     * @param start the split's first byte in the file as it is stored; the line that holds it belongs to the split
     *     before, unless it is 0
     * @param length the split's length in bytes
     * @throws IOException if the file cannot be opened, or its codec needs a native library that is not here
     */
    LineSource(Path path, long start, long length, Configuration hadoop) throws IOException {
        this.path = path;
        CompressionCodec codec = codec(path, hadoop);
        this.compressed = codec != null || isXz(path);
        this.file = path.getFileSystem(hadoop).open(path);
        try {
            if (isXz(path)) {
                openStream(new XZInputStream(file), start + length, hadoop);
            } else if (codec == null) {
                openPlain(start, length, hadoop);
            } else {
                openCompressed(codec, start, length, hadoop);
            }
            startsFile = start == 0;
            if (!startsFile) {
                position += lines.readLine(new Text(), 0, MAX_CONSUMED);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw new IOException("cannot open " + path + ": " + e.getMessage(), e);
        }
    }

    private static CompressionCodec codec(Path path, Configuration hadoop) {
        CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
        return path.getName().endsWith(".gzip") ? codecs.getCodecByName("gzip") : codecs.getCodec(path);
    }

    /** Whether a reader can begin inside {@code path}: its compression, if it has one, allows that. */
    static boolean mayBeCut(Path path, Configuration hadoop) {
        CompressionCodec codec = codec(path, hadoop);
        return codec == null ? !isXz(path) : codec instanceof SplittableCompressionCodec;
    }

    /** Hadoop has no codec for it. */
    private static boolean isXz(Path path) {
        return path.getName().endsWith(".xz");
    }

    private void openStream(InputStream decompressed, long fileEnd, Configuration hadoop) throws IOException {
        end = fileEnd;
        lines = new SplitLineReader(decompressed, hadoop, LINE_FEED);
        filePosition = file;
    }

    private void openPlain(long start, long length, Configuration hadoop) throws IOException {
        file.seek(start);
        lines = new UncompressedSplitLineReader(file, hadoop, LINE_FEED, length);
        filePosition = file;
        position = start;
        end = start + length;
    }

    private void openCompressed(CompressionCodec codec, long start, long length, Configuration hadoop)
            throws IOException {
        if (codec instanceof ZStandardCodec) {
            // Hadoop's own needs a native library that few machines have; Spark brings this one.
            openStream(new ZstdInputStream(file), start + length, hadoop);
            return;
        }
        end = start + length;
        Decompressor pooled = CodecPool.getDecompressor(codec);
        decompressor = Optional.ofNullable(pooled);
        if (codec instanceof SplittableCompressionCodec splittable) {
            SplitCompressionInputStream stream = splittable.createInputStream(
                    file, pooled, start, end, SplittableCompressionCodec.READ_MODE.BYBLOCK);
            lines = new CompressedSplitLineReader(stream, hadoop, LINE_FEED);
            filePosition = stream;
            end = stream.getAdjustedEnd();
        } else {
            openStream(codec.createInputStream(file, pooled), end, hadoop);
        }
    }

    /**
     * The next line, or empty after the last.
     *
     * @throws IOException if the file cannot be read on, with its path
     */
    Optional<SourceLine> next() throws IOException {
        try {
            if (currentPosition() > end && !lines.needAdditionalRecordAfterSplit()) {
                return Optional.empty();
            }
            int consumed = lines.readLine(buffer, SourceLine.MAX_BYTES + 1, MAX_CONSUMED);
            if (consumed == 0) {
                return Optional.empty();
            }
            position += consumed;
            boolean whole = buffer.getLength() <= SourceLine.MAX_BYTES;
            SourceLine line = new SourceLine(
                    path.toString(), startsFile, buffer.copyBytes(), whole ? buffer.getLength() : consumed);
            startsFile = false;
            return Optional.of(line);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "cannot read on in " + path + " after byte " + file.getPos() + " (" + e.getMessage()
                            + "): the file is damaged, cut off or was changed meanwhile; fetch it again or leave it out",
                    e);
        }
    }

    private long currentPosition() throws IOException {
        return compressed ? filePosition.getPos() : position;
    }

    @Override
    public void close() throws IOException {
        try {
            if (lines == null) {
                file.close();
            } else {
                lines.close();
            }
        } finally {
            decompressor.ifPresent(CodecPool::returnDecompressor);
            decompressor = Optional.empty();
        }
    }
}
