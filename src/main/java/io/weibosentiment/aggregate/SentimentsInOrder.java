package io.weibosentiment.aggregate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The sentiments of one post's comments with the windows that contain them, which come in any order and go in ascending
 * order. They are kept as numbers; beyond a million, sorted parts of them wait in temporary files, so that a post may
 * have any number of comments.
 */
final class SentimentsInOrder {

    /** How many are in memory at most. */
    private static final int MOST_IN_MEMORY = 1 << 20;

    private static final int FEWEST = 64;

    private final int width;
    private final int mostInMemory;
    private final List<FileChannel> parts = new ArrayList<>();
    private double[] sentiments = new double[FEWEST];
    private long[] starts;
    private int size;

    /** @param kinds how many kinds of windows there are */
    SentimentsInOrder(int kinds) {
        this(kinds, MOST_IN_MEMORY);
    }

    SentimentsInOrder(int kinds, int mostInMemory) {
        this.width = 2 * kinds;
        this.mostInMemory = mostInMemory;
        this.starts = new long[FEWEST * width];
    }

    /**
     * What takes a sentiment: the first and the last start of the windows of each kind are in {@code starts} from
     * {@code place} on.
     */
    interface Taker {
        void take(double sentiment, long[] starts, int place);
    }

    /** Adds that of {@code comment}, which counts. */
    void add(CommentInWindows comment) {
        if (size == mostInMemory) {
            putAside();
        }
        if (size == sentiments.length) {
            sentiments = Arrays.copyOf(sentiments, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size * width);
        }
        sentiments[size] = comment.sentiment() + 0.0; // no negative zero, which is equal and looks different
        for (int kind = 0; kind < width / 2; kind++) {
            boolean isIn = comment.isIn(kind);
            starts[size * width + 2 * kind] = isIn ? comment.firstStartOf(kind) : 0;
            starts[size * width + 2 * kind + 1] = isIn ? comment.lastStartOf(kind) : -1;
        }
        size++;
    }

    /** Gives all to {@code taker}, in ascending order; then there are none. */
    void giveTo(Taker taker) {
        if (parts.isEmpty()) {
            for (long each : order()) {
                taker.take(sentiments[(int) each], starts, (int) each * width);
            }
        } else {
            putAside();
            merge(taker);
        }
        size = 0;
    }

    /** The places of all in ascending order of their sentiments, each in the lower half of a number. */
    private long[] order() {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            float rounded = (float) sentiments[i];
            if (rounded != sentiments[i] || rounded < 0) {
                return orderOfRanks();
            }
            order[i] = (long) Float.floatToIntBits(rounded) << Integer.SIZE | i;
        }
        Arrays.sort(order);
        return order;
    }

    private long[] orderOfRanks() {
        double[] sorted = Arrays.copyOf(sentiments, size);
        Arrays.sort(sorted);
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (long) Arrays.binarySearch(sorted, sentiments[i]) << Integer.SIZE | i;
        }
        Arrays.sort(order);
        return order;
    }

    private void putAside() {
        try {
            Path file = Files.createTempFile("weibo-sentiment-", ".part");
            FileChannel part = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            parts.add(part);
            ByteBuffer buffer = Part.buffer(width);
            for (long each : order()) {
                int i = (int) each;
                if (buffer.remaining() < Part.bytes(width)) {
                    Part.write(buffer, part);
                }
                buffer.putDouble(sentiments[i]);
                for (int j = 0; j < width; j++) {
                    buffer.putLong(starts[i * width + j]);
                }
            }
            Part.write(buffer, part);
            part.position(0);
            size = 0;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void merge(Taker taker) {
        PriorityQueue<Part> ahead = new PriorityQueue<>(Comparator.comparingDouble(Part::sentiment));
        try {
            for (FileChannel channel : parts) {
                Part part = new Part(channel, width);
                if (part.next()) {
                    ahead.add(part);
                }
            }
            while (!ahead.isEmpty()) {
                Part least = ahead.remove();
                taker.take(least.sentiment(), least.starts(), 0);
                if (least.next()) {
                    ahead.add(least);
                }
            }
            for (FileChannel channel : parts) {
                channel.close();
            }
            parts.clear();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static UncheckedIOException unusable(IOException e) {
        return new UncheckedIOException(
                "the sentiments of a post with very many comments cannot be kept in the folder for temporary files '"
                        + System.getProperty("java.io.tmpdir") + "': " + e.getMessage()
                        + "; make room there, or name another with -Djava.io.tmpdir",
                e);
    }

    /** A sorted part in a file, read from its beginning. */
    private static final class Part {

        private static final int RECORDS = 4096;

        private final FileChannel channel;
        private final ByteBuffer buffer;
        private final long[] starts;
        private double sentiment;

        Part(FileChannel channel, int width) {
            this.channel = channel;
            this.buffer = buffer(width).limit(0);
            this.starts = new long[width];
        }

        static int bytes(int width) {
            return Double.BYTES + width * Long.BYTES;
        }

        static ByteBuffer buffer(int width) {
            return ByteBuffer.allocate(RECORDS * bytes(width));
        }

        static void write(ByteBuffer buffer, FileChannel channel) throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        /** Goes on to the next one; false at the end. */
        boolean next() throws IOException {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int read = 0;
                while (read >= 0 && buffer.hasRemaining()) {
                    read = channel.read(buffer);
                }
                buffer.flip();
                if (!buffer.hasRemaining()) {
                    return false;
                }
            }
            sentiment = buffer.getDouble();
            for (int i = 0; i < starts.length; i++) {
                starts[i] = buffer.getLong();
            }
            return true;
        }

        double sentiment() {
            return sentiment;
        }

        long[] starts() {
            return starts;
        }
    }
}
