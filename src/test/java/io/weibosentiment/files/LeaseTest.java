package io.weibosentiment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.OutputBusyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path dir;

    @Test
    void refuses_a_second_holder_and_says_who_the_first_is() throws IOException {
        try (Lease first = take("first", LONG, Duration.ZERO)) {
            assertThatThrownBy(() -> take("second", LONG, Duration.ZERO))
                    .isInstanceOf(OutputBusyException.class)
                    .hasMessageContaining("run first of " + System.getProperty("user.name"))
                    .hasMessageContaining("since 20")
                    .hasMessageContaining("--wait");
            first.check();
        }
    }

    @Test
    void leaves_no_file_behind() throws IOException {
        take("first", LONG, Duration.ZERO).close();
        take("second", LONG, Duration.ZERO).close();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void waits_for_a_holder_that_ends() throws Exception {
        Lease first = take("first", LONG, Duration.ZERO);
        Thread ends = new Thread(() -> {
            try {
                Thread.sleep(500);
                first.close();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        ends.start();
        try (Lease second = take("second", LONG, Duration.ofSeconds(30))) {
            second.check();
        }
        ends.join();
    }

    @Test
    void takes_over_from_a_dead_holder_which_then_finds_its_lease_lost() throws IOException {
        Lease dead = take("dead", LONG, Duration.ZERO);
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(600));
        Files.setLastModifiedTime(dir.resolve("_lease.json"), longAgo);
        Files.setLastModifiedTime(dir.resolve("_lease.heartbeat"), longAgo);
        try (Lease next = take("next", LONG, Duration.ZERO)) {
            next.check();
            assertThatThrownBy(dead::check).isInstanceOf(IOException.class).hasMessageContaining("lost its lease");
            dead.close();
            next.check();
        }
    }

    @Test
    void stays_alive_longer_than_it_may_be_silent() throws Exception {
        Duration shortly = Duration.ofSeconds(2);
        try (Lease first = take("first", shortly, Duration.ZERO)) {
            Thread.sleep(3000);
            assertThatThrownBy(() -> take("second", shortly, Duration.ZERO)).isInstanceOf(OutputBusyException.class);
            first.check();
        }
    }

    private Lease take(String run, Duration expires, Duration wait) throws IOException {
        FileSystem files = FileSystem.get(dir.toUri(), new Configuration());
        return Lease.take(files, new org.apache.hadoop.fs.Path(dir.toUri()), run, expires, wait);
    }
}
