package io.weibosentiment.inference;

import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * One costly object that the tasks of a process share. It is loaded by the first task that needs it, kept as long as
 * tasks need the same one, and closed when another is needed and no task uses it, or when the process ends.
 *
 * @param <K> what tells one from another
 * @param <V> the thing
 */
final class SharedInstance<K, V extends AutoCloseable> {

    private Holder<K, V> current;

    /** A task's share in the thing; closing it gives the share back, the thing stays for the next task. */
    interface Lease<V> extends AutoCloseable {
        V value();

        @Override
        void close();
    }

    private static final class Holder<K, V> {
        private final K key;
        private final V value;
        private int users;

        Holder(K key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    /**
     * A share in the thing that {@code key} names, loading it first if need be; others who ask meanwhile wait.
     *
     * @throws IllegalStateException if another one is still in use
     */
    synchronized Lease<V> acquire(K key, Callable<V> loader) throws Exception {
        if (current != null && !current.key.equals(key)) {
            if (current.users > 0) {
                throw new IllegalStateException("this process still scores with " + current.key + " and cannot load "
                        + key + " beside it; run the two jobs one after the other");
            }
            closeUnused();
        }
        if (current == null) {
            current = new Holder<>(key, Objects.requireNonNull(loader.call()));
        }
        Holder<K, V> holder = current;
        holder.users++;
        return new SharedLease(holder);
    }

    /** Closes the object unless a task uses it: native code must not lose it in the middle of a call. */
    synchronized void closeUnused() throws Exception {
        if (current != null && current.users == 0) {
            V value = current.value;
            current = null;
            value.close();
        }
    }

    private synchronized void release(Holder<K, V> holder) {
        holder.users--;
    }

    private final class SharedLease implements Lease<V> {
        private final Holder<K, V> holder;
        private boolean open = true;

        SharedLease(Holder<K, V> holder) {
            this.holder = holder;
        }

        @Override
        public V value() {
            return holder.value;
        }

        @Override
        public synchronized void close() {
            if (open) {
                open = false;
                release(holder);
            }
        }
    }
}
