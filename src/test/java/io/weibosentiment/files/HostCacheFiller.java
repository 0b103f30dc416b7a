package io.weibosentiment.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process of its own that fills a folder of the cache; with {@code stall} it stops half way and waits to be killed.
 */
final class HostCacheFiller {

    static final int FILES = 40;
    static final String NAME = "model-1";

    private HostCacheFiller() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        boolean stalls = arguments.length > 1;
        Path folder = new HostCache(work.resolve("cache")).folder(NAME, partial -> fill(work, partial, stalls));
        try (var files = Files.list(folder)) {
            if (files.count() != FILES) {
                throw new IllegalStateException("the folder is not whole");
            }
        }
    }

    private static void fill(Path work, Path partial, boolean stalls) throws IOException {
        Files.writeString(work.resolve("fills"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        for (int file = 0; file < FILES; file++) {
            Files.writeString(partial.resolve("file-" + file), "content");
            pause(stalls && file == FILES / 2 ? 60_000 : 5);
        }
    }

    private static void pause(int milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
