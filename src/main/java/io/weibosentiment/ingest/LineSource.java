package io.weibosentiment.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.apache.hadoop.mapreduce.lib.input.CompressedSplitLineReader;
import org.apache.hadoop.mapreduce.lib.input.SplitLineReader;
import org.apache.hadoop.mapreduce.lib.input.UncompressedSplitLineReader;

/**
 * The lines of a file, or of a part of it.
 *
 * <p>Hadoop's own line reader does the same but drops lines that are too long, and rows must not vanish uncounted.
 */
final class LineSource implements Closeable {

    private static final byte LINE_FEED = '\n';
    private static final byte CARRIAGE_RETURN = '\r';
    /** A longer line counts as several, each of them too long. */
    private static final int MAX_CONSUMED = 1 << 30;

    private final Path path;
    private final boolean compressed;
    private final boolean numbered;
    private final Text buffer = new Text();
    private Optional<FSDataInputStream> file = Optional.empty();
    private Optional<Decompressor> decompressor = Optional.empty();
    private SplitLineReader lines;
    private Seekable filePosition;
    private long position;
    private long end;
    private long number;

    /**
     * Opens a part of a file.
     *
     * @param start the part's first byte in the file as it is stored; the line that holds it belongs to the part
     *     before, unless it is 0
     * @param length the part's length in bytes
     * @throws IOException if the file cannot be opened
     */
    LineSource(Path path, long start, long length, Configuration hadoop) throws IOException {
        this.path = path;
        this.numbered = start == 0;
        CompressionCodec codec = FileStream.codec(path, hadoop);
        this.compressed = codec != null;
        FSDataInputStream opened = path.getFileSystem(hadoop).open(path);
        this.file = Optional.of(opened);
        try {
            if (codec == null) {
                openPlain(opened, start, length, hadoop);
            } else {
                openCompressed(opened, (SplittableCompressionCodec) codec, start, length, hadoop);
            }
            if (start > 0) {
                position += lines.readLine(new Text(), 0, MAX_CONSUMED);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw new IOException("cannot open " + path + ": " + e.getMessage(), e);
        }
    }

    /** The lines of a whole file: up to line feeds, or up to carriage returns where {@code stream} has only those. */
    LineSource(Path path, FileStream stream, Configuration hadoop) throws IOException {
        this.path = path;
        this.numbered = true;
        this.compressed = false;
        this.end = Long.MAX_VALUE;
        this.lines = new SplitLineReader(stream.text(), hadoop, new byte[] {lineEnd(stream.head())});
    }

    private static byte lineEnd(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.indexOf(LINE_FEED) < 0 && text.indexOf(CARRIAGE_RETURN) >= 0 ? CARRIAGE_RETURN : LINE_FEED;
    }

    private void openPlain(FSDataInputStream opened, long start, long length, Configuration hadoop) throws IOException {
        opened.seek(start);
        lines = new UncompressedSplitLineReader(opened, hadoop, new byte[] {LINE_FEED}, length);
        position = start;
        end = start + length;
    }

    private void openCompressed(
            FSDataInputStream opened, SplittableCompressionCodec codec, long start, long length, Configuration hadoop)
            throws IOException {
        Decompressor pooled = CodecPool.getDecompressor(codec);
        decompressor = Optional.ofNullable(pooled);
        SplitCompressionInputStream stream = codec.createInputStream(
                opened, pooled, start, start + length, SplittableCompressionCodec.READ_MODE.BYBLOCK);
        lines = new CompressedSplitLineReader(stream, hadoop, new byte[] {LINE_FEED});
        filePosition = stream;
        end = stream.getAdjustedEnd();
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
            number++;
            boolean whole = buffer.getLength() <= SourceLine.MAX_BYTES;
            return Optional.of(new SourceLine(
                    numbered ? OptionalLong.of(number) : OptionalLong.empty(),
                    buffer.copyBytes(),
                    whole ? buffer.getLength() : consumed));
        } catch (IOException | RuntimeException e) {
            if (file.isEmpty()) {
                throw e; // The stream has said what is wrong with which file.
            }
            throw FileStream.damaged(path, file.get().getPos(), e);
        }
    }

    private long currentPosition() throws IOException {
        return compressed ? filePosition.getPos() : position;
    }

    @Override
    public void close() throws IOException {
        try {
            if (lines != null) {
                lines.close();
            } else if (file.isPresent()) {
                file.get().close();
            }
        } finally {
            decompressor.ifPresent(CodecPool::returnDecompressor);
            decompressor = Optional.empty();
        }
    }
}
