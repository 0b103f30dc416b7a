package io.weibosentiment.rows;

import io.weibosentiment.rows.Generation.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the generation that each file of an input takes its rows from. Besides the listing that the driver has anyway,
 * it holds one number for each file.
 */
final class Selection {

    private static final Logger LOG = LoggerFactory.getLogger(Selection.class);
    /** A condition on more names than this is not worth its cost: the files are parsed again. */
    private static final int MOST_NAMES = 10_000;
    /** More are slow to read; the smallest are parsed again, together. */
    private static final int MOST_GENERATIONS = 8;

    private static final int FEW_GENERATIONS = 4;
    private static final int NONE = 0;

    private final List<FileStatus> files;
    private final int[] holders;
    private final List<Offer> offers = new ArrayList<>();
    private final List<Generation> obsolete = new ArrayList<>();

    /** A selection for {@code files}, in any order. */
    Selection(List<FileStatus> files) {
        this.files = files.stream()
                .sorted(Comparator.comparing(file -> file.getPath().toString()))
                .toList();
        this.holders = new int[files.size()];
    }

    /** What a generation has for the input; walks through both in the order of paths. */
    private final class Offer {

        private final Generation generation;
        private final Mark mark;
        private final int number;
        private final Set<String> taken = new HashSet<>();
        private final Set<String> left = new HashSet<>();
        private int next;
        private long listed;
        private long takenFiles;
        private long takenBytes;
        private long staleBytes;
        private long otherBytes;

        Offer(Generation generation, Mark mark, int number) {
            this.generation = generation;
            this.mark = mark;
            this.number = number;
        }

        void add(FileVersion kept) {
            listed++;
            while (next < files.size() && path(next).compareTo(kept.path()) < 0) {
                next++;
            }
            boolean isKnown = next < files.size() && path(next).equals(kept.path());
            if (isKnown && holders[next] == NONE && isUnchanged(kept, files.get(next))) {
                holders[next] = number;
                takenFiles++;
                takenBytes += kept.length();
                note(kept, taken);
            } else {
                staleBytes += isKnown ? kept.length() : 0;
                otherBytes += isKnown ? 0 : kept.length();
                note(kept, left);
            }
        }

        private boolean isUnchanged(FileVersion kept, FileStatus now) {
            return kept.modified() <= mark.cleanBefore()
                    && kept.modified() == now.getModificationTime()
                    && kept.length() == now.getLen()
                    && kept.equals(FileVersion.of(now));
        }

        private void note(FileVersion kept, Set<String> names) {
            if (names.size() <= MOST_NAMES) {
                names.add(kept.path());
            }
        }

        boolean isWorthwhile() {
            return staleBytes <= takenBytes + otherBytes && Math.min(taken.size(), left.size()) <= MOST_NAMES;
        }

        void release() {
            for (int i = 0; i < holders.length; i++) {
                holders[i] = holders[i] == number ? NONE : holders[i];
            }
        }

        Share share() {
            return left.size() <= MOST_NAMES
                    ? new Share(generation, Share.Taking.ALL_BUT, left)
                    : new Share(generation, Share.Taking.ONLY, taken);
        }
    }

    private String path(int file) {
        return files.get(file).getPath().toString();
    }

    /** Takes what {@code generation} has for the input and no other one had before. */
    void offer(Generation generation, Mark mark) {
        Offer offer = new Offer(generation, mark, offers.size() + 1);
        try {
            generation.versions().read(offer::add);
            if (offer.listed != mark.files()) {
                throw new IOException("it lists " + offer.listed + " files of " + mark.files());
            }
            offers.add(offer);
        } catch (IOException e) {
            LOG.warn("the list of files in {} is damaged, they are read again: {}", generation.folder(), e.toString());
            offer.release();
            obsolete.add(generation);
        }
    }

    /** Deletes {@code generation} once the run has what it needs. */
    void drop(Generation generation) {
        obsolete.add(generation);
    }

    /** What is taken from where. */
    KeptFiles kept() {
        List<Offer> used = new ArrayList<>();
        for (Offer offer : offers) {
            if (!offer.isWorthwhile()) {
                offer.release();
                obsolete.add(offer.generation);
            } else if (offer.takenFiles > 0) {
                used.add(offer);
            }
        }
        used.sort(Comparator.comparingLong((Offer offer) -> offer.takenBytes).reversed());
        if (used.size() > MOST_GENERATIONS) {
            List<Offer> small = used.subList(FEW_GENERATIONS, used.size());
            for (Offer offer : small) {
                offer.release();
                obsolete.add(offer.generation);
            }
            small.clear();
        }
        List<FileStatus> missing = new ArrayList<>();
        for (int i = 0; i < holders.length; i++) {
            if (holders[i] == NONE) {
                missing.add(files.get(i));
            }
        }
        return new KeptFiles(
                used.stream().map(Offer::share).toList(), missing, holders.length - missing.size(), obsolete);
    }
}
