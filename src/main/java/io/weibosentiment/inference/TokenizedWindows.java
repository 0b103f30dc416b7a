package io.weibosentiment.inference;

import io.weibosentiment.model.featurizer.Features;
import io.weibosentiment.model.featurizer.Featurizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's texts in look-ahead windows. While the engine works on one window, the next is tokenized on a thread of its
 * own, so at most two windows are held. Rows are read on the calling thread alone, as Spark asks for.
 */
final class TokenizedWindows implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenizedWindows.class);

    /** A window is full with so many characters too, as a few texts may be as long as many. */
    private static final int MOST_CHARACTERS = 4 << 20;

    /** So many texts are tokenized in a row; then the thread looks whether its task still wants them. */
    private static final int CHUNK = 256;

    private final Iterator<Row> texts;
    private final Featurizer featurizer;
    private final int lookAhead;
    private final ExecutorService tokenizer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "tokenize");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;
    private Future<List<TokenizedText>> ahead;

    /**
     * @param texts text_key, cleaned_text
     * @param lookAhead most texts in a window
     */
    TokenizedWindows(Iterator<Row> texts, Featurizer featurizer, int lookAhead) {
        this.texts = texts;
        this.featurizer = featurizer;
        this.lookAhead = lookAhead;
        this.ahead = readAhead();
    }

    /** The next window; empty when there are no more texts. */
    List<TokenizedText> next() {
        try {
            List<TokenizedText> window = ahead.get();
            ahead = readAhead();
            return window;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "tokenization failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for tokens", e);
        }
    }

    private Future<List<TokenizedText>> readAhead() {
        List<String> keys = new ArrayList<>();
        List<String> cleaned = new ArrayList<>();
        int characters = 0;
        while (keys.size() < lookAhead && characters < MOST_CHARACTERS && texts.hasNext()) {
            Row row = texts.next();
            keys.add(row.getString(0));
            cleaned.add(row.getString(1));
            characters += row.getString(1).length();
        }
        return tokenizer.submit(() -> tokenized(keys, cleaned));
    }

    private List<TokenizedText> tokenized(List<String> keys, List<String> cleaned) {
        List<TokenizedText> window = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size() && !closed; from += CHUNK) {
            int to = Math.min(keys.size(), from + CHUNK);
            List<Features> features = featurizer.encode(cleaned.subList(from, to));
            for (int index = from; index < to; index++) {
                window.add(new TokenizedText(keys.get(index), features.get(index - from)));
            }
        }
        return window;
    }

    /**
     * Ends the tokenizing and waits for its thread, even if interrupted, as a killed task is: the featurizer may be
     * closed afterwards.
     */
    @Override
    public void close() {
        closed = true;
        tokenizer.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = tokenizer.awaitTermination(1, TimeUnit.MINUTES);
                if (!ended) {
                    LOG.warn("up to {} texts are still being tokenized", CHUNK);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
