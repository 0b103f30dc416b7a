package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.files.HostCache;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecLibrariesTest {

    private static final String ZSTD = "ZstdTempFolder";
    private static final String SNAPPY = "org.xerial.snappy.tempdir";

    @TempDir
    private Path folder;

    @AfterEach
    void leaveTheProcessAsItWas() {
        System.clearProperty(ZSTD);
        System.clearProperty(SNAPPY);
    }

    @Test
    void are_unpacked_into_the_cache_unless_a_folder_is_named() {
        System.setProperty(SNAPPY, "/named");

        CodecLibraries.placeIn(new HostCache(folder));

        assertThat(System.getProperty(ZSTD)).isEqualTo(folder.resolve("codecs").toString());
        assertThat(folder.resolve("codecs")).isDirectory();
        assertThat(System.getProperty(SNAPPY)).isEqualTo("/named");
    }
}
