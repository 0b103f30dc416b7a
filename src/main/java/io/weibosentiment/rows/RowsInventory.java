package io.weibosentiment.rows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** All rows that are kept in a store, as its operator sees them. */
public final class RowsInventory {

    /** A generation that no run has completed after so long never will be. */
    private static final Duration SURELY_DEAD = Duration.ofDays(1);

    private final RowsLayout layout;
    private final Clock clock;

    RowsInventory(RowsLayout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /** The rows in the store {@code dir}; there may be none. */
    public static RowsInventory of(String dir, Configuration hadoop, Clock clock) throws IOException {
        Path store = new Path(dir);
        FileSystem files = store.getFileSystem(hadoop);
        return new RowsInventory(RowsLayout.of(files, store), clock);
    }

    /**
     * The rows that one run added.
     *
     * @param generation where they are
     * @param name its name, with that of what was read so
     * @param files how many files they are of; 0 where the run did not end, or what it left is damaged
     * @param rows how many they are
     * @param bytes their size
     * @param lastUsed when a run last used them
     * @param isComplete whether they are whole
     */
    public record Entry(
            Generation generation,
            String name,
            long files,
            long rows,
            long bytes,
            Instant lastUsed,
            boolean isComplete) {}

    /** Every generation, the one that was used last at the end. */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Generation generation : layout.generations()) {
            entry(generation).ifPresent(entries::add);
        }
        entries.sort(Comparator.comparing(Entry::lastUsed).thenComparing(Entry::name));
        return entries;
    }

    /** Empty if another run has deleted it meanwhile. */
    private Optional<Entry> entry(Generation generation) throws IOException {
        try {
            Optional<Generation.Mark> mark = generation.mark();
            return Optional.of(new Entry(
                    generation,
                    generation.folder().getParent().getName() + "/" + generation.name(),
                    mark.map(Generation.Mark::files).orElse(0L),
                    mark.map(Generation.Mark::rows).orElse(0L),
                    layout.files().getContentSummary(generation.folder()).getLength(),
                    generation.lastUsed(),
                    mark.isPresent()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The generations that no run has used for {@code duration}, and what dead runs left. */
    public List<Entry> unused(Duration duration) throws IOException {
        Instant now = clock.instant();
        return entries().stream()
                .filter(entry -> entry.lastUsed().isBefore(now.minus(duration))
                        || (!entry.isComplete() && entry.lastUsed().isBefore(now.minus(SURELY_DEAD))))
                .toList();
    }

    /**
     * The generations not in {@code used} without which at most {@code bytes} are kept, those first that were used last
     * long ago.
     */
    List<Entry> above(long bytes, Set<Generation> used) throws IOException {
        List<Entry> entries = entries();
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        List<Entry> above = new ArrayList<>();
        for (Entry entry : entries) {
            if (total > bytes && entry.isComplete() && !used.contains(entry.generation())) {
                above.add(entry);
                total -= entry.bytes();
            }
        }
        return above;
    }

    /** Deletes a generation. */
    public void delete(Entry entry) throws IOException {
        layout.delete(entry.generation());
    }
}
