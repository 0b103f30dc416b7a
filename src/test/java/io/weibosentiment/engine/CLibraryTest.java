package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native libraries of the build, against this host's C library and invented older ones. */
class CLibraryTest {

    private static Path tokenizer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find_library() throws IOException {
        NativePlatform platform = NativePlatform.of(System.getProperties());
        assumeTrue(platform.classifier().equals("linux-x86_64"), "the least version is that of linux-x86_64");
        tokenizer = TokenizerLibrary.find(HostCache.at(Optional.empty()), CLibraryTest.class.getClassLoader(), platform)
                .orElseThrow()
                .resolve("libtokenizers.so");
    }

    @Test
    void this_host_has_what_is_needed() throws IOException {
        assertThat(CLibrary.require(HostCache.at(Optional.empty())))
                .matches("glibc 2\\.\\d+, of which 2\\.34 is needed");
    }

    @Test
    void reads_versions_that_are_needed_and_defined() throws IOException {
        assertThat(ElfVersions.of(tokenizer).needed())
                .contains("GLIBC_2.34", "GLIBC_2.2.5")
                .doesNotContain("GLIBC_2.36");
    }

    @Test
    void an_older_host_is_told_what_it_needs() {
        assertThatThrownBy(() -> CLibrary.require(Set.of("GLIBC_2.2.5", "GLIBC_2.28", "GLIBC_2.9"), List.of(tokenizer)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("this host has glibc 2.28; expected at least 2.34, which libtokenizers.so needs");
    }

    @Test
    void a_newer_host_is_good() throws IOException {
        assertThat(CLibrary.require(Set.of("GLIBC_2.100", "GLIBC_PRIVATE"), List.of(tokenizer)))
                .isEqualTo("glibc 2.100, of which 2.34 is needed");
    }

    @Test
    void what_is_no_library_has_no_versions_and_one_that_is_cut_off_fails() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text"), "no library, but longer than the header of one".repeat(3));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(Files.readAllBytes(tokenizer), 1000));

        assertThat(ElfVersions.of(text)).isEqualTo(new ElfVersions(Set.of(), Set.of()));
        assertThatThrownBy(() -> ElfVersions.of(cut)).isInstanceOf(EOFException.class);
    }
}
