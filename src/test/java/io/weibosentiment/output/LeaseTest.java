package io.weibosentiment.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Attempt;
import io.weibosentiment.OutputBusyException;
import io.weibosentiment.StopRequestedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTest {

    private static final Instant SINCE = Instant.parse("2026-11-25T08:00:00Z");

    private static final Attempt ONLY = new Attempt("local-1", 0);
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
    void says_nothing_of_waiting_to_those_who_never_wait() throws IOException {
        try (Lease first = take("first", LONG, Duration.ZERO)) {
            assertThatThrownBy(() -> take(new Lease.Holder("second", ONLY, SINCE), LONG, Lease.Waiting.NEVER))
                    .isInstanceOf(OutputBusyException.class)
                    .hasMessageContaining("start again when it is over")
                    .message()
                    .doesNotContain("--wait");
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
    void of_several_that_see_a_dead_holder_one_takes_the_lease() throws Exception {
        ExecutorService waiters = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                Files.writeString(dir.resolve("_lease.json"), "{\"run\": \"dead\"}");
                Files.setLastModifiedTime(
                        dir.resolve("_lease.json"), FileTime.from(Instant.now().minusSeconds(600)));
                List<Callable<Optional<Lease>>> takers = new ArrayList<>();
                for (int waiter = 0; waiter < 8; waiter++) {
                    String run = "waiter-" + waiter;
                    takers.add(() -> taken(run));
                }
                List<Lease> taken = new ArrayList<>();
                for (Future<Optional<Lease>> taker : waiters.invokeAll(takers)) {
                    taker.get().ifPresent(taken::add);
                }
                assertThat(taken).hasSize(1);
                taken.get(0).check();
                taken.get(0).close();
                assertThat(dir).isEmptyDirectory();
            }
        } finally {
            waiters.shutdownNow();
        }
    }

    private Optional<Lease> taken(String run) throws IOException {
        try {
            return Optional.of(take(run, LONG, Duration.ZERO));
        } catch (OutputBusyException e) {
            return Optional.empty();
        }
    }

    @Test
    void takes_over_what_a_run_left_that_died_while_it_took_over() throws IOException {
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(600));
        for (String file : List.of("_lease.json", "_lease.claim")) {
            Files.writeString(dir.resolve(file), "");
            Files.setLastModifiedTime(dir.resolve(file), longAgo);
        }
        take("next", LONG, Duration.ZERO).close();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void believes_a_holder_for_how_long_it_may_be_silent() throws IOException {
        Lease patient = take("patient", Duration.ofMinutes(20), Duration.ZERO);
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(600));
        Files.setLastModifiedTime(dir.resolve("_lease.json"), longAgo);
        Files.setLastModifiedTime(dir.resolve("_lease.heartbeat"), longAgo);
        assertThatThrownBy(() -> take("hasty", LONG, Duration.ZERO)).isInstanceOf(OutputBusyException.class);
        patient.close();
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

    @Test
    void takes_over_at_once_from_an_earlier_attempt_at_the_same_application() throws IOException {
        Lease lost = take(new Lease.Holder("lost", new Attempt("application_1", 1), SINCE));
        try (Lease next = take(new Lease.Holder("next", new Attempt("application_1", 2), SINCE))) {
            next.check();
            assertThatThrownBy(lost::check).isInstanceOf(IOException.class).hasMessageContaining("lost its lease");
            lost.close();
            next.check();
        }
        assertThat(dir).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"application_2, 2", "application_1, 1", "application_1, 0"})
    void takes_nothing_over_from_another_application_or_a_later_attempt(String application, int number)
            throws IOException {
        try (Lease first = take(new Lease.Holder("first", new Attempt("application_1", 1), SINCE))) {
            assertThatThrownBy(() -> take(new Lease.Holder("next", new Attempt(application, number), SINCE)))
                    .isInstanceOf(OutputBusyException.class);
            first.check();
        }
    }

    @Test
    void waiting_ends_when_what_is_done_meanwhile_throws() throws IOException {
        try (Lease first = take("first", LONG, Duration.ZERO)) {
            Lease.Waiting stopped = new Lease.Waiting(LONG, () -> {
                throw new StopRequestedException("stopped", null);
            });
            assertThatThrownBy(() -> take(new Lease.Holder("second", ONLY, SINCE), LONG, stopped))
                    .isInstanceOf(StopRequestedException.class);
            first.check();
        }
    }

    private Lease take(Lease.Holder holder) throws IOException {
        return take(holder, LONG, new Lease.Waiting(Duration.ZERO, () -> {}));
    }

    private Lease take(String run, Duration expires, Duration wait) throws IOException {
        return take(new Lease.Holder(run, ONLY, SINCE), expires, new Lease.Waiting(wait, () -> {}));
    }

    private Lease take(Lease.Holder holder, Duration expires, Lease.Waiting waiting) throws IOException {
        FileSystem files = FileSystem.get(dir.toUri(), new Configuration());
        return Lease.take(files, new org.apache.hadoop.fs.Path(dir.toUri()), holder, expires, waiting);
    }
}
