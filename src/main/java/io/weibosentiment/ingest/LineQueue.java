package io.weibosentiment.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a file in order, with a look ahead. */
final class LineQueue {

    /** So many lines may be kept that were passed. */
    private static final int MAX_PASSED = 64;

    private final LineSource lines;
    /** The next lines, the first at {@link #head}. */
    private final List<SourceLine> ahead = new ArrayList<>();

    private int head;

    LineQueue(LineSource lines) {
        this.lines = lines;
    }

    /** The line after {@code skipped} further ones, if there is one. */
    Optional<SourceLine> peek(int skipped) throws IOException {
        while (head + skipped >= ahead.size()) {
            Optional<SourceLine> line = lines.next();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            ahead.add(line.get());
        }
        return Optional.of(ahead.get(head + skipped));
    }

    /** Takes the next {@code count} lines away, which {@link #peek} has shown. */
    void drop(int count) {
        head += count;
        if (head == ahead.size() || head > MAX_PASSED) {
            ahead.subList(0, head).clear();
            head = 0;
        }
    }
}
