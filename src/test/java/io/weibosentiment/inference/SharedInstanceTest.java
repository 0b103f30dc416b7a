package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedInstanceTest {

    private final AtomicInteger loads = new AtomicInteger();
    private final SharedInstance<String, Thing> shared = new SharedInstance<>();

    private static final class Thing implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private Thing load() throws InterruptedException {
        loads.incrementAndGet();
        Thread.sleep(50);
        return new Thing();
    }

    @Test
    void loads_once_when_tasks_race() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Thing>> things = new ArrayList<>();
            for (int task = 0; task < 8; task++) {
                things.add(threads.submit(() -> {
                    start.await();
                    try (SharedInstance.Lease<Thing> lease = shared.acquire("a", this::load)) {
                        return lease.value();
                    }
                }));
            }
            start.countDown();
            Thing first = things.get(0).get();
            for (Future<Thing> thing : things) {
                assertThat(thing.get()).isSameAs(first);
            }
            assertThat(loads).hasValue(1);
            assertThat(first.closed).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void closes_the_old_one_when_another_is_asked_for_and_nobody_uses_it() throws Exception {
        Thing old;
        try (SharedInstance.Lease<Thing> lease = shared.acquire("a", this::load)) {
            old = lease.value();
        }
        try (SharedInstance.Lease<Thing> lease = shared.acquire("b", this::load)) {
            assertThat(old.closed).isTrue();
            assertThat(lease.value()).isNotSameAs(old);
        }
    }

    @Test
    void refuses_another_one_while_the_old_is_in_use() throws Exception {
        try (SharedInstance.Lease<Thing> lease = shared.acquire("a", this::load)) {
            assertThatThrownBy(() -> shared.acquire("b", this::load))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a")
                    .hasMessageContaining("b");
            shared.closeUnused();
            assertThat(lease.value().closed).isFalse();
        }
        shared.closeUnused();
        assertThat(loads).hasValue(1);
    }

    @Test
    void giving_a_share_back_twice_counts_once() throws Exception {
        SharedInstance.Lease<Thing> first = shared.acquire("a", this::load);
        try (SharedInstance.Lease<Thing> second = shared.acquire("a", this::load)) {
            first.close();
            first.close();
            shared.closeUnused();
            assertThat(second.value().closed).isFalse();
        }
    }

    @Test
    void loads_again_after_a_failure() throws Exception {
        Callable<Thing> broken = () -> {
            throw new IOException("no such bundle");
        };
        assertThatThrownBy(() -> shared.acquire("a", broken)).hasMessage("no such bundle");
        try (SharedInstance.Lease<Thing> lease = shared.acquire("a", this::load)) {
            assertThat(lease.value()).isNotNull();
        }
    }
}
