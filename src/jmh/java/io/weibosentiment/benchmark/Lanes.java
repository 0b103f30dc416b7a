package io.weibosentiment.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that share out pieces of work, as the tasks of an executor do.
 *
 * @param threads how many
 */
record Lanes(int threads) {

    /** One thread's way to do a piece of work. */
    interface Lane extends AutoCloseable {

        /** Does piece {@code index}. */
        void work(int index) throws Exception;

        @Override
        void close();
    }

    /** Seconds that it takes to do pieces 0 to {@code pieces} - 1, each by whichever thread is free. */
    double seconds(int pieces, Callable<Lane> lanes) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Lane> opened = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                opened.add(lanes.call());
            }
            AtomicInteger next = new AtomicInteger();
            long start = System.nanoTime();
            List<Future<Boolean>> running = new ArrayList<>();
            for (Lane lane : opened) {
                running.add(pool.submit(() -> {
                    for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
                        lane.work(index);
                    }
                    return true;
                }));
            }
            for (Future<Boolean> lane : running) {
                lane.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Lane lane : opened) {
                lane.close();
            }
            return seconds;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a measured run failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a measured run was interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("a measured run could not start: " + e.getMessage(), e);
        } finally {
            pool.shutdownNow();
        }
    }
}
