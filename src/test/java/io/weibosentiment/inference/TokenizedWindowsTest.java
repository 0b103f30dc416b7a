package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.model.featurizer.Batch;
import io.weibosentiment.model.featurizer.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizedWindowsTest {

    private static final int LOOK_AHEAD = 100;

    /** One token, whatever the text; it can take a while. */
    private static final class OneToken implements IdFeaturizer {

        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch goOn;
        private volatile boolean isEncoding;
        private final AtomicInteger encoded = new AtomicInteger();

        OneToken(CountDownLatch goOn) {
            this.goOn = goOn;
        }

        OneToken() {
            this(new CountDownLatch(0));
        }

        @Override
        public List<Features> encode(List<String> texts) {
            isEncoding = true;
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            encoded.addAndGet(texts.size());
            isEncoding = false;
            return texts.stream()
                    .<Features>map(text -> new IdFeatures(new int[] {1}, false))
                    .toList();
        }

        @Override
        public Batch batch(List<Features> features) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int maxTokens() {
            return 1;
        }
    }

    @ParameterizedTest
    @CsvSource({"250, 10, 100 100 50", "10, 1000000, 5 5", "3, 4200000, 1 1 1", "0, 1, ''"})
    void a_window_is_full_with_many_texts_or_a_few_long_ones(int texts, int characters, String expected) {
        List<Row> rows = IntStream.range(0, texts)
                .mapToObj(text -> RowFactory.create("key" + text, "x".repeat(characters)))
                .toList();
        List<String> sizes = new ArrayList<>();
        try (TokenizedWindows windows = new TokenizedWindows(rows.iterator(), new OneToken(), LOOK_AHEAD)) {
            for (List<TokenizedText> window = windows.next(); !window.isEmpty(); window = windows.next()) {
                sizes.add(Integer.toString(window.size()));
            }
        }
        assertThat(String.join(" ", sizes)).isEqualTo(expected);
    }

    /**
     * As a killed task is: the featurizer must not be closed while it is used, nor a whole window be tokenized in vain.
     */
    @Test
    void closing_waits_for_the_tokenizer_even_when_interrupted_but_not_for_the_window() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        OneToken featurizer = new OneToken(goOn);
        List<Row> rows = IntStream.range(0, 10_000)
                .mapToObj(text -> RowFactory.create("key" + text, "x"))
                .toList();
        TokenizedWindows windows = new TokenizedWindows(rows.iterator(), featurizer, 10_000);
        featurizer.started.await();
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        Thread task = new Thread(() -> {
            Thread.currentThread().interrupt();
            windows.close();
            wasInterrupted.set(Thread.currentThread().isInterrupted() && !featurizer.isEncoding);
        });
        task.start();
        while (task.getState() != Thread.State.TIMED_WAITING && task.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(task.isAlive()).isTrue();
        goOn.countDown();
        task.join();
        assertThat(wasInterrupted).isTrue();
        assertThat(featurizer.encoded).hasValueLessThan(10_000);
    }
}
