package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.StopRequestedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopSignalTest {

    private final StopSignal stop = new StopSignal();
    private final CountDownLatch broken = new CountDownLatch(1);

    @Test
    void breaks_work_off_and_says_where() {
        stop.at("ingest");
        assertThatThrownBy(() -> stop.breaking(this::breakOff, () -> {
                    stop.request();
                    awaitBreak();
                    throw new IllegalStateException("Job 7 cancelled");
                }))
                .isInstanceOf(StopRequestedException.class)
                .hasMessageContaining("stopped as asked, in ingest; nothing was published")
                .hasRootCauseMessage("Job 7 cancelled");
    }

    @Test
    void lets_work_finish_whose_result_would_be_lost_and_ends_after_it() {
        StringBuilder done = new StringBuilder();
        CountDownLatch lookedAt = new CountDownLatch(2);
        assertThatThrownBy(() -> stop.breaking(this::breakOff, () -> {
                    stop.finishing(
                            since -> {
                                lookedAt.countDown();
                                return false;
                            },
                            () -> {
                                stop.request();
                                await(lookedAt);
                                stop.check("scoring");
                                assertThat(broken.getCount()).isOne();
                                return done.append("scored, kept");
                            });
                    stop.check("wave 1");
                    return true;
                }))
                .isInstanceOf(StopRequestedException.class)
                .hasMessageContaining("after wave 1");
        assertThat(done).hasToString("scored, kept");
    }

    @Test
    void begins_nothing_after_it_was_asked() {
        assertThat(stop.request()).isFalse();
        assertThat(stop.request()).isTrue();
        assertThatThrownBy(() -> stop.breaking(this::breakOff, () -> true)).isInstanceOf(StopRequestedException.class);
    }

    @Test
    void leaves_other_failures_as_they_are() {
        assertThatThrownBy(() -> stop.breaking(this::breakOff, (Supplier<Boolean>) () -> {
                    throw new IllegalStateException("disk full");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
    }

    @Test
    void interrupt_of_broken_work_does_not_reach_what_cleans_up_after_it() {
        Thread worker = Thread.currentThread();
        assertThatThrownBy(() -> stop.breaking(
                        since -> {
                            worker.interrupt();
                            return true;
                        },
                        () -> {
                            stop.request();
                            return sleep(Duration.ofMinutes(1));
                        }))
                .isInstanceOf(StopRequestedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private boolean breakOff(Duration since) {
        broken.countDown();
        return true;
    }

    private void awaitBreak() {
        await(broken);
        sleep(Duration.ofMillis(50)); // the break is noted when the call has returned
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
