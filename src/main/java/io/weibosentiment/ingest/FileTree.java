package io.weibosentiment.ingest;

import io.weibosentiment.files.FileNameEncoding;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the files below paths, several folders at a time, and opens none. Unlike Hadoop's own listing it says which it
 * leaves out, and follows no link in circles.
 */
final class FileTree {

    private static final int THREADS = 8;

    private final Configuration hadoop;
    private final boolean readsUnderscores;
    private final Map<Path, FileStatus> files = new TreeMap<>();
    private final Map<Path, FileStatus> links = new TreeMap<>();
    private final Set<Path> visited = new HashSet<>();
    private final PassedOver passedOver = new PassedOver();
    private final List<Path> withColons = new ArrayList<>();
    private final Set<java.nio.file.Path> unreadable = new ConcurrentSkipListSet<>();

    /**
     * An empty listing.
     *
     * @param readsUnderscores whether the names of files and folders to read may begin with an underscore
     */
    FileTree(Configuration hadoop, boolean readsUnderscores) {
        this.hadoop = hadoop;
        this.readsUnderscores = readsUnderscores;
    }

    /**
     * A file or folder.
     *
     * @param isHidden whether its name, or that of a folder around it, says that it is not for readers
     */
    private record Entry(FileStatus status, boolean isLink, boolean isHidden) {

        Path path() {
            return status.getPath();
        }
    }

    /**
     * Adds what {@code path}, a file, a folder or a glob, leads to.
     *
     * @return how many files and links these are, whether they are read, left out, or were there before
     * @throws IOException if it leads nowhere, or a folder cannot be listed
     */
    long add(Path path) throws IOException {
        unreadable.clear();
        unreadable.addAll(FileNameEncoding.unreadableAt(path, hadoop));
        Roots roots = Roots.of(path, hadoop);
        List<Entry> folders = new ArrayList<>();
        long reached = 0;
        for (FileStatus root : roots.found()) {
            reached += take(
                    new Entry(root, LocalLinks.isLink(root.getPath()), roots.isHidden(root)),
                    roots.isArtefact(root),
                    folders);
        }
        return reached + walk(path.getFileSystem(hadoop), folders);
    }

    /** The files found, each once, by path; empty files too. */
    List<FileStatus> files() throws IOException {
        for (FileStatus link : List.copyOf(links.values())) {
            Path target = LocalLinks.target(link.getPath());
            if (files.containsKey(target) || !visited.add(target)) {
                passedOver.add(FileUse.REACHED_AGAIN, link.getPath());
            } else {
                files.put(link.getPath(), link);
            }
        }
        links.clear();
        return List.copyOf(files.values());
    }

    /** The files left out. */
    PassedOver passedOver() {
        return passedOver;
    }

    /** The local files that Hadoop cannot open, as their names have a colon. */
    List<Path> withColons() {
        return List.copyOf(withColons);
    }

    /**
     * The files and folders that the path added last leads to, but whose names Java cannot read; others are not found.
     */
    Set<java.nio.file.Path> unreadable() {
        return Set.copyOf(unreadable);
    }

    /** Level by level; folders that links lead to come last, so that what lies in the tree itself is found there. */
    private long walk(FileSystem fileSystem, List<Entry> roots) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long reached = 0;
            List<Entry> linked = new ArrayList<>();
            List<Entry> level = roots;
            while (!level.isEmpty() || !linked.isEmpty()) {
                List<Entry> folders = level.isEmpty() ? List.copyOf(linked) : level;
                if (level.isEmpty()) {
                    linked.clear();
                }
                List<Entry> inside = new ArrayList<>();
                List<Future<List<Entry>>> listings = listings(threads, fileSystem, folders);
                reached += folders.size() - listings.size();
                for (Future<List<Entry>> listing : listings) {
                    for (Entry entry : result(listing)) {
                        boolean isArtefact = Artefacts.contain(entry.path().getName());
                        reached += take(entry, isArtefact, entry.isLink() ? linked : inside);
                    }
                }
                level = inside;
            }
            return reached;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Future<List<Entry>>> listings(ExecutorService threads, FileSystem fileSystem, List<Entry> folders)
            throws IOException {
        List<Future<List<Entry>>> listings = new ArrayList<>();
        for (Entry folder : folders) {
            if (visited.add(LocalLinks.target(folder.path()))) {
                listings.add(threads.submit(() -> inside(fileSystem, folder)));
            } else if (folder.isLink()) {
                passedOver.add(FileUse.REACHED_AGAIN, folder.path());
            }
        }
        return listings;
    }

    private List<Entry> inside(FileSystem fileSystem, Entry folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> found = fileSystem.listLocatedStatus(folder.path());
        while (found.hasNext()) {
            LocatedFileStatus status = found.next();
            boolean isHidden = folder.isHidden() || isHidden(status.getPath().getName());
            entries.add(new Entry(status, LocalLinks.isLink(status.getPath()), isHidden));
        }
        unreadable.addAll(FileNameEncoding.unreadableIn(folder.path()));
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    /** A partition's name may begin with an underscore, as its column's name may. */
    private boolean isHidden(String name) {
        return name.startsWith(".") || (name.startsWith("_") && !readsUnderscores && !name.contains("="));
    }

    private long take(Entry entry, boolean isArtefact, List<Entry> folders) {
        if (isArtefact) {
            passedOver.add(FileUse.ARTEFACTS, entry.path());
        } else if (entry.status().isDirectory()) {
            folders.add(entry);
            return 0;
        } else if (entry.isHidden()) {
            passedOver.add(FileUse.HIDDEN_NAMES, entry.path());
        } else if (LocalLinks.isLocal(entry.path()) && entry.path().getName().indexOf(':') >= 0) {
            withColons.add(entry.path());
        } else {
            (entry.isLink() ? links : files).put(entry.path(), entry.status());
        }
        return 1;
    }

    private static List<Entry> result(Future<List<Entry>> listing) throws IOException {
        try {
            return listing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while listing").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
