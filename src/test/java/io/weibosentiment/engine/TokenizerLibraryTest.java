package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.files.HostCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the jar that the job brings. */
class TokenizerLibraryTest {

    private static final NativePlatform LINUX = new NativePlatform("linux", "x86_64");
    private static final String NAME = "libtokenizers.so";

    @TempDir
    private Path work;

    @Test
    void is_unpacked_once() throws IOException {
        Path folder = find(LINUX).orElseThrow();
        var unpacked = Files.getLastModifiedTime(folder.resolve(NAME));

        assertThat(find(LINUX)).contains(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve(NAME))).isEqualTo(unpacked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "changed in place", "deleted"})
    void is_unpacked_again_when_it_was(String damage) throws IOException {
        Path library = find(LINUX).orElseThrow().resolve(NAME);
        byte[] whole = Files.readAllBytes(library);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        switch (damage) {
            case "cut" -> Files.write(library, java.util.Arrays.copyOf(whole, 5_000_000));
            case "changed in place" -> Files.write(library, changed, StandardOpenOption.TRUNCATE_EXISTING);
            default -> Files.delete(library);
        }

        assertThat(find(LINUX)).contains(library.getParent());

        assertThat(library).hasBinaryContent(whole);
    }

    @Test
    void is_left_to_djl_where_the_jar_does_not_have_it() throws IOException {
        assertThat(find(new NativePlatform("linux", "riscv64"))).isEmpty();
    }

    private Optional<Path> find(NativePlatform platform) throws IOException {
        return TokenizerLibrary.find(
                new HostCache(work.resolve("cache")), TokenizerLibraryTest.class.getClassLoader(), platform);
    }
}
