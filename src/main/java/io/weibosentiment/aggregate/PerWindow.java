package io.weibosentiment.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * One thing for each window of a post that contains a comment, by kind and start.
 *
 * @param <C> what it is
 */
public final class PerWindow<C> {

    private final long[] steps;
    private final Supplier<C> ofNone;
    private final List<Map<Long, C>> windows = new ArrayList<>();

    /**
     * No windows yet.
     *
     * @param steps the distance between two starts of each kind of window
     * @param ofNone gives what a window has at first
     */
    public PerWindow(long[] steps, Supplier<C> ofNone) {
        this.steps = steps.clone();
        this.ofNone = ofNone;
        Arrays.stream(steps).forEach(step -> windows.add(new HashMap<>()));
    }

    /** Does something with each window that contains {@code comment}. */
    public void each(CommentInWindows comment, Consumer<C> use) {
        for (int kind = 0; kind < steps.length; kind++) {
            if (comment.isIn(kind)) {
                each(kind, comment.firstStartOf(kind), comment.lastStartOf(kind), use);
            }
        }
    }

    /** The same; the first and the last start of each kind are in {@code starts} from {@code place} on. */
    void each(long[] starts, int place, Consumer<C> use) {
        for (int kind = 0; kind < steps.length; kind++) {
            each(kind, starts[place + 2 * kind], starts[place + 2 * kind + 1], use);
        }
    }

    private void each(int kind, long first, long last, Consumer<C> use) {
        Map<Long, C> ofKind = windows.get(kind);
        for (long start = first; start <= last; start += steps[kind]) {
            use.accept(ofKind.computeIfAbsent(start, window -> ofNone.get()));
        }
    }

    /** Makes something of each window. */
    public interface Making<C, T> {

        /** @param start the window's start */
        T of(int kind, long start, C window);
    }

    /** What {@code making} makes of each window, by kind and start; a window is dropped once that is made. */
    public <T> Iterator<T> inOrder(Making<C, T> making) {
        return new Chain<>(LongStream.range(0, steps.length)
                .mapToObj(kind -> ofKind((int) kind, making))
                .iterator());
    }

    /** The same for one kind. */
    <T> Iterator<T> ofKind(int kind, Making<C, T> making) {
        Map<Long, C> ofKind = windows.get(kind);
        return ofKind.keySet().stream()
                .mapToLong(Long::longValue)
                .sorted()
                .mapToObj(start -> making.of(kind, start, ofKind.remove(start)))
                .iterator();
    }
}
