package io.weibosentiment.inference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/**
 * The sizes of batches for which the device is known to lack memory, shared by the tasks of a process. Memory grows
 * with the number of texts and, faster than that, with their length, so that a size says nothing of batches that are
 * smaller in either. None is believed for ever: the shortage may have been another process's.
 */
final class BatchLimit {

    /** So many batches are spared a size before it is tried again. */
    static final int SPARED = 100;

    /** What TensorFlow, CUDA's libraries and allocators call a lack of memory, in lower case. */
    private static final List<String> SHORTAGES = List.of(
            "oom when",
            "out of memory",
            "out_of_memory",
            "alloc_failed",
            "bad_alloc",
            "failed to allocate",
            "dst tensor is not initialized");

    private final List<Size> failed = new ArrayList<>();

    private static final class Size {
        private final int texts;
        private final int tokens;
        private int spared;

        Size(int texts, int tokens) {
            this.texts = texts;
            this.tokens = tokens;
        }

        boolean isWithin(int otherTexts, int otherTokens) {
            return texts <= otherTexts && tokens <= otherTokens;
        }
    }

    /**
     * Whether a batch should be divided without trying it.
     *
     * @param texts how many it has
     * @param tokens how many each of them has
     */
    synchronized boolean isTooLarge(int texts, int tokens) {
        for (Iterator<Size> sizes = failed.iterator(); sizes.hasNext(); ) {
            Size size = sizes.next();
            if (size.isWithin(texts, tokens)) {
                if (++size.spared > SPARED) {
                    sizes.remove();
                    return false;
                }
                return true;
            }
        }
        return false;
    }

    /** Notes that a batch failed of which both halves then went through. */
    synchronized void failed(int texts, int tokens, Exception error) {
        if (isShortOfMemory(error) && failed.stream().noneMatch(size -> size.isWithin(texts, tokens))) {
            failed.removeIf(size -> new Size(texts, tokens).isWithin(size.texts, size.tokens));
            failed.add(new Size(texts, tokens));
        }
    }

    /** Whether {@code error} says that the device has too little memory. */
    static boolean isShortOfMemory(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof TFResourceExhaustedException || saysSo(cause));
    }

    private static boolean saysSo(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return SHORTAGES.stream().anyMatch(message::contains);
    }
}
