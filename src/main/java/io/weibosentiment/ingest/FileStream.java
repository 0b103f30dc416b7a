package io.weibosentiment.ingest;

import com.github.luben.zstd.ZstdInputStream;
import io.weibosentiment.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.apache.hadoop.io.compress.ZStandardCodec;
import org.tukaani.xz.XZInputStream;

/**
 * The text of a whole file: decompressed by the codec that its name tells, in the encoding that it shows or that is
 * declared. UTF-16 is turned into UTF-8.
 */
final class FileStream implements Closeable {

    /** As much as is looked at before a file is read. */
    static final int HEAD_BYTES = 256 << 10;

    private static final int CHUNK_BYTES = 4 << 10;

    private final Path path;
    private final FSDataInputStream file;
    private Optional<Decompressor> decompressor = Optional.empty();
    private BufferedInputStream text;
    private Charset charset;
    private long read;

    /**
     * Opens a file.
     *
     * @param encoding gives the encoding of a file by its first bytes
     * @throws InvalidInputException if its first bytes are those of no text file
     * @throws IOException if it cannot be opened, or its codec needs a native library that is not here
     */
    FileStream(Path path, Function<byte[], Charset> encoding, Configuration hadoop) throws IOException {
        this.path = path;
        this.file = path.getFileSystem(hadoop).open(path);
        try {
            text = new BufferedInputStream(new Checked(decompressed(hadoop)));
            byte[] head = head();
            FileShape.foreign(head).ifPresent(what -> {
                throw new InvalidInputException("input file " + path + " is "
                        + what.replace("FILE", "'" + path.toUri().getPath() + "'"));
            });
            charset = encoding.apply(head);
            if (charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE)) {
                text = new BufferedInputStream(new Utf8Stream(text, charset));
                charset = StandardCharsets.UTF_8;
            }
        } catch (InvalidInputException e) {
            close();
            throw e;
        } catch (IOException | RuntimeException e) {
            close();
            throw new IOException("cannot open " + path + ": " + e.getMessage(), e);
        }
    }

    /** The codec that the name of {@code path} tells; null if it tells none that Hadoop knows. */
    static CompressionCodec codec(Path path, Configuration hadoop) {
        CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
        return path.getName().endsWith(".gzip") ? codecs.getCodecByName("gzip") : codecs.getCodec(path);
    }

    /** Whether the compression of {@code path}, if it has one, allows a reader to begin inside it. */
    static boolean allowsCuts(Path path, Configuration hadoop) {
        CompressionCodec codec = codec(path, hadoop);
        return codec == null ? !isXz(path) : codec instanceof SplittableCompressionCodec;
    }

    /** Hadoop has no codec for it. */
    private static boolean isXz(Path path) {
        return path.getName().endsWith(".xz");
    }

    /** What to throw where {@code path} cannot be read on. */
    static IOException damaged(Path path, long position, Exception cause) {
        return new IOException(
                "cannot read on in " + path + " after byte " + position + " (" + cause.getMessage()
                        + "): the file is damaged, cut off or was changed meanwhile; fetch it again or leave it out",
                cause);
    }

    private InputStream decompressed(Configuration hadoop) throws IOException {
        if (isXz(path)) {
            return new XZInputStream(file);
        }
        CompressionCodec codec = codec(path, hadoop);
        if (codec == null) {
            return file;
        }
        if (codec instanceof ZStandardCodec) {
            // Hadoop's own needs a native library that few machines have; Spark brings this one.
            return new ZstdInputStream(file);
        }
        decompressor = Optional.ofNullable(CodecPool.getDecompressor(codec));
        return codec.createInputStream(file, decompressor.orElse(null));
    }

    /** The first bytes of {@link #text}, of which nothing was read yet; those before the place where it is damaged. */
    byte[] head() throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        int length = 0;
        text.mark(HEAD_BYTES);
        try {
            int count = text.read(head, 0, CHUNK_BYTES);
            while (count > 0) {
                length += count;
                count = text.read(head, length, Math.min(CHUNK_BYTES, HEAD_BYTES - length));
            }
        } catch (IOException e) {
            // It is thrown again when the file is read up to there.
            if (length == 0) {
                throw e;
            }
        }
        text.reset();
        return Arrays.copyOf(head, length);
    }

    /** The decompressed bytes. */
    InputStream text() {
        return text;
    }

    /** The encoding of {@link #text}. */
    Charset charset() {
        return charset;
    }

    /** How many bytes were decompressed so far. */
    long read() {
        return read;
    }

    @Override
    public void close() throws IOException {
        try {
            if (text == null) {
                file.close();
            } else {
                text.close();
            }
        } finally {
            decompressor.ifPresent(CodecPool::returnDecompressor);
            decompressor = Optional.empty();
        }
    }

    /** Counts what is read, and names the file where it cannot be read on. */
    private final class Checked extends FilterInputStream {

        private Optional<IOException> failure = Optional.empty();

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (failure.isPresent()) {
                throw failure.get(); // A decompressor that failed may say next that the file has ended.
            }
            try {
                int count = super.read(bytes, offset, length);
                read += Math.max(count, 0);
                return count;
            } catch (IOException | RuntimeException e) {
                IOException damaged = damaged(path, file.getPos(), e);
                failure = Optional.of(damaged);
                throw damaged;
            }
        }
    }
}
