package io.weibosentiment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCacheTest {

    @TempDir
    private Path work;

    @Test
    void fills_once_when_several_processes_start_at_the_same_moment() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int process = 0; process < 3; process++) {
            processes.add(filler());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(work.resolve("fills")).hasContent("x");
        assertThat(filesIn("cache/" + HostCacheFiller.NAME)).isEqualTo(HostCacheFiller.FILES);
    }

    @Test
    void folder_is_absent_after_a_kill_and_whole_after_the_next_fill() throws Exception {
        Process doomed = filler("stall");
        Path half = work.resolve("cache/" + HostCacheFiller.NAME + ".partial/file-" + HostCacheFiller.FILES / 2);
        for (int wait = 0; wait < 600 && !Files.exists(half); wait++) {
            Thread.sleep(50);
        }
        assertThat(half).exists();
        doomed.destroyForcibly().waitFor();
        assertThat(work.resolve("cache/" + HostCacheFiller.NAME)).doesNotExist();

        Process next = filler();
        assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitValue()).isZero();
        assertThat(filesIn("cache/" + HostCacheFiller.NAME)).isEqualTo(HostCacheFiller.FILES);
        assertThat(half).doesNotExist();
    }

    @Test
    void fills_once_when_several_threads_ask() {
        HostCache cache = new HostCache(work);
        AtomicInteger fills = new AtomicInteger();
        IntStream.range(0, 16).parallel().forEach(thread -> {
            try {
                Path folder = cache.folder("shared", partial -> {
                    fills.incrementAndGet();
                    Files.writeString(partial.resolve("file"), "content");
                });
                assertThat(folder.resolve("file")).hasContent("content");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(fills).hasValue(1);
    }

    @Test
    void leaves_nothing_behind_when_the_filler_fails() throws Exception {
        HostCache cache = new HostCache(work);
        assertThatThrownBy(() -> cache.folder("model", partial -> {
                    Files.writeString(partial.resolve("file"), "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(work.resolve("model")).doesNotExist();
        assertThat(work.resolve("model.partial")).doesNotExist();
        assertThat(cache.folder("model", partial -> {})).isEmptyDirectory();
    }

    @Test
    void fills_again_after_it_was_evicted() throws Exception {
        HostCache cache = new HostCache(work);
        cache.folder("model", partial -> Files.writeString(partial.resolve("old"), ""));
        cache.evict("model");
        Path folder = cache.folder("model", partial -> Files.writeString(partial.resolve("new"), ""));
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("new"));
        assertThat(folder.resolve("old")).doesNotExist();
    }

    @Test
    void the_next_fill_removes_what_a_killed_eviction_left() throws Exception {
        HostCache cache = new HostCache(work);
        Files.createDirectories(work.resolve("model.partial123/model/variables"));
        Files.writeString(work.resolve("model.partial123/model/variables/half"), "half deleted");
        Files.createDirectories(work.resolve("model-2.partial123"));
        cache.folder("model", partial -> {});
        assertThat(work.resolve("model.partial123")).doesNotExist();
        assertThat(work.resolve("model-2.partial123")).exists();
    }

    @Test
    void a_damaged_folder_is_filled_again_by_one_of_those_that_find_it_so() throws Exception {
        HostCache cache = new HostCache(work);
        cache.folder("model", partial -> Files.writeString(partial.resolve("file"), "damaged"));
        AtomicInteger fills = new AtomicInteger();
        IntStream.range(0, 16).parallel().forEach(thread -> {
            try {
                Path folder = cache.folder(
                        "model",
                        filled -> Files.readString(filled.resolve("file")).equals("whole"),
                        partial -> {
                            fills.incrementAndGet();
                            Files.writeString(partial.resolve("file"), "whole");
                        });
                assertThat(folder.resolve("file")).hasContent("whole");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(fills).hasValue(1);
    }

    @Test
    void lies_where_it_is_told() {
        assertThat(HostCache.at(Optional.of(work.toString())).root()).isEqualTo(work);
    }

    @Test
    void refuses_a_path_that_parts_lists_of_paths() {
        String name = "a" + File.pathSeparator + "b";

        assertThatThrownBy(() -> HostCache.at(Optional.of(work.resolve(name).toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(HostCache.ENVIRONMENT);
    }

    private long filesIn(String folder) throws IOException {
        try (var files = Files.list(work.resolve(folder))) {
            return files.count();
        }
    }

    private Process filler(String... mode) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                location(HostCache.class) + File.pathSeparator + location(HostCacheFiller.class),
                HostCacheFiller.class.getName(),
                work.toString()));
        command.addAll(List.of(mode));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void a_user_without_a_home_is_told_to_name_a_folder() {
        assertThatThrownBy(() -> HostCache.inHome("?"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no home folder")
                .hasMessageContaining(HostCache.ENVIRONMENT);
    }

    @Test
    void locks_and_writes_before_it_says_how_much_room_there_is(@TempDir Path root) throws IOException {
        assertThat(new HostCache(root.resolve("a b/缓存")).usableBytes()).isPositive();
        assertThat(root.resolve("a b/缓存")).isEmptyDirectory();
    }
}
