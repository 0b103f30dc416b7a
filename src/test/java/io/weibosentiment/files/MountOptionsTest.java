package io.weibosentiment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountOptionsTest {

    private static final List<String> MOUNTS = List.of(
            "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "22 21 0:20 / /tmp rw,nosuid,noexec - tmpfs tmpfs rw",
            "23 22 0:21 / /tmp/own rw - tmpfs tmpfs rw",
            "24 21 0:22 / /data\\040of\\040all ro,noexec - tmpfs tmpfs rw",
            "25 21 0:23 / /over rw - tmpfs tmpfs rw",
            "26 25 0:24 / /over rw,noexec - tmpfs tmpfs rw");

    @ParameterizedTest
    @CsvSource({
        "/home/a, true",
        "/tmp/a, false",
        "/tmp, false",
        "/tmp/own/a, true",
        "/tmp2, true",
        "/data of all/a, false",
        "/over/a, false"
    })
    void the_innermost_and_last_mount_counts(Path path, boolean isAllowed) {
        assertThat(MountOptions.allowExecution(path, MOUNTS)).isEqualTo(isAllowed);
    }

    @Test
    void knows_the_mounts_of_this_host(@TempDir Path folder) throws IOException {
        assertThat(MountOptions.allowExecution(folder)).isTrue();
    }
}
