package io.weibosentiment.ingest;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.InputFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Sorts the files of a crawler's folder into comments, posts, and those that are passed over. Names decide where they
 * can, as there may be a million files; only the others are opened, several at a time.
 */
final class FileSorter {

    private static final int THREADS = 16;
    private static final long LONGEST_HEADER = 200;

    private final CrawlerFolder folder;
    private final InputCheck check;
    private final RecordLayout comments;
    private final RecordLayout posts;

    /**
     * A sorter.
     *
     * @param check how files are read whose names do not tell what they are
     */
    FileSorter(CrawlerFolder folder, InputCheck check, RecordLayout comments, RecordLayout posts) {
        this.folder = folder;
        this.check = check;
        this.comments = comments;
        this.posts = posts;
    }

    /**
     * The files that are read.
     *
     * @param comments those of comments
     * @param posts those of posts
     */
    record Sorted(List<FileStatus> comments, List<FileStatus> posts) {}

    /** Sorts {@code files}; those that are not read are added to {@code passedOver}. */
    Sorted sort(List<FileStatus> files, PassedOver passedOver) throws IOException {
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>());
        List<FileStatus> undecided = new ArrayList<>();
        for (FileStatus file : files) {
            if (check.isForeign(file.getPath(), passedOver)) {
                continue;
            }
            FileUse use = folder.byName(file.getPath());
            if (use == FileUse.UNDECIDED) {
                undecided.add(file);
            } else {
                put(file, use, sorted, passedOver);
            }
        }
        Map<FileStatus, FileUse> uses = byColumns(undecided);
        boolean hasComments = !sorted.comments().isEmpty() || uses.containsValue(FileUse.COMMENTS);
        for (FileStatus file : undecided) {
            FileUse use = uses.get(file);
            // Where nothing is a file of comments, what may be one is taken for it, so that its columns are found
            // lacking.
            put(file, use == FileUse.NOT_RECOGNIZED && !hasComments ? FileUse.COMMENTS : use, sorted, passedOver);
        }
        return new Sorted(withoutCopies(sorted.comments(), passedOver), inOrder(sorted.posts()));
    }

    private static void put(FileStatus file, FileUse use, Sorted sorted, PassedOver passedOver) {
        switch (use) {
            case COMMENTS -> sorted.comments().add(file);
            case POSTS -> sorted.posts().add(file);
            default -> passedOver.add(use, file.getPath());
        }
    }

    /** The comments without the files whose content a file beside them holds too. */
    private List<FileStatus> withoutCopies(List<FileStatus> files, PassedOver passedOver) {
        Map<Path, FileStatus> comments =
                files.stream().collect(Collectors.toMap(FileStatus::getPath, Function.identity()));
        Map<Path, List<FileStatus>> parts = files.stream()
                .filter(file -> !check.isNamed(file.getPath()))
                .filter(file -> folder.whole(file.getPath()).isPresent())
                .collect(Collectors.groupingBy(
                        file -> folder.whole(file.getPath()).orElseThrow()));
        Set<Path> copies = new HashSet<>();
        parts.forEach((whole, ofPosts) -> {
            if (comments.containsKey(whole) && holds(comments.get(whole), ofPosts)) {
                ofPosts.forEach(file -> copies.add(file.getPath()));
            }
        });
        List<FileStatus> kept = new ArrayList<>();
        for (FileStatus file : inOrder(files)) {
            if (copies.contains(file.getPath())) {
                passedOver.add(FileUse.COPIES, file.getPath());
            } else {
                kept.add(file);
            }
        }
        return kept;
    }

    /** Whether {@code whole} is long enough to hold the rows of all {@code parts}; of compressed files nobody knows. */
    private static boolean holds(FileStatus whole, List<FileStatus> parts) {
        String name = whole.getPath().getName();
        long bytes = parts.stream().mapToLong(FileStatus::getLen).sum();
        return FileFormat.uncompressed(name).equals(name) && whole.getLen() >= bytes - LONGEST_HEADER * parts.size();
    }

    private static List<FileStatus> inOrder(List<FileStatus> files) {
        return files.stream().sorted(Comparator.comparing(FileStatus::getPath)).toList();
    }

    private Map<FileStatus, FileUse> byColumns(List<FileStatus> files) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Map<FileStatus, FileUse> uses = new HashMap<>();
            List<Future<FileUse>> answers = new ArrayList<>();
            files.forEach(file -> answers.add(threads.submit(() -> byColumns(file))));
            for (int i = 0; i < files.size(); i++) {
                uses.put(files.get(i), answers.get(i).get());
            }
            return uses;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while looking into files").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private FileUse byColumns(FileStatus file) {
        boolean isNamed = check.isNamed(file.getPath());
        if (file.getLen() == 0) {
            return isNamed ? FileUse.COMMENTS : FileUse.NOT_RECOGNIZED;
        }
        Set<String> columns;
        try {
            columns = check.columns(file);
        } catch (IOException | RuntimeException e) {
            // A file that cannot be read must not be left out for it; who reads it reports the cause.
            return FileUse.COMMENTS;
        }
        FileUse use = folder.byColumns(
                columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
        if (use != FileUse.UNDECIDED) {
            return use;
        }
        if (isNamed || fits(comments, file, columns) || isWithoutHeader(file, columns)) {
            return FileUse.COMMENTS;
        }
        return fits(posts, file, columns)
                        && posts.columnOf(Field.POST_LIKES, columns).isPresent()
                ? FileUse.POSTS
                : FileUse.NOT_RECOGNIZED;
    }

    /** Whether {@code layout} finds all it needs, as where the user has named the columns. */
    private static boolean fits(RecordLayout layout, FileStatus file, Set<String> columns) {
        Set<Field> fromPath =
                SourceFile.of(file.getPath().toString(), layout).fromPath().keySet();
        Set<Field> needed = new LinkedHashSet<>(layout.required());
        needed.addAll(layout.kind().essential());
        return needed.stream()
                .allMatch(field -> fromPath.contains(field)
                        || layout.columnOf(field, columns).isPresent());
    }

    /** Whether a CSV file begins with as many values as the layout has columns, and these are no names of columns. */
    private boolean isWithoutHeader(FileStatus file, Set<String> first) {
        List<String> order = comments.text().columnOrder();
        Set<String> names = new HashSet<>(order);
        return !order.isEmpty()
                && check.readSettings().formatOf(file.getPath().getName()) == InputFormat.CSV
                && first.stream().noneMatch(names::contains)
                && first.size() == order.size();
    }
}
