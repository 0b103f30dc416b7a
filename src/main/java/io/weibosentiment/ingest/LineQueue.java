package io.weibosentiment.ingest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Lines of several files in order, with a look ahead that stays within the file. */
final class LineQueue {

    private final Iterator<SourceLine> lines;
    /** The next lines, the first at {@link #head}; emptied whenever the head has passed them all. */
    private final List<SourceLine> ahead = new ArrayList<>();

    private int head;

    LineQueue(Iterator<SourceLine> lines) {
        this.lines = lines;
    }

    /** The line after {@code skipped} further ones, if there is one. */
    Optional<SourceLine> peek(int skipped) {
        while (head + skipped >= ahead.size()) {
            if (!lines.hasNext()) {
                return Optional.empty();
            }
            ahead.add(lines.next());
        }
        return Optional.of(ahead.get(head + skipped));
    }

    /** As {@link #peek}, but empty where that line is of another file than {@code file}. */
    Optional<SourceLine> peek(int skipped, String file) {
        return peek(skipped).filter(line -> line.file().equals(file) && !line.startsFile());
    }

    /** Takes the next {@code count} lines away, which {@link #peek} has shown. */
    void drop(int count) {
        head += count;
        if (head == ahead.size()) {
            ahead.clear();
            head = 0;
        }
    }
}
