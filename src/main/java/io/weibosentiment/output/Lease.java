package io.weibosentiment.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.Attempt;
import io.weibosentiment.OutputBusyException;
import io.weibosentiment.files.AtomicFile;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's right to an output folder. It is a file that names the holder and a second one that the holder writes
 * again and again; when the second has not been written for some time, by the file system's own clock, the holder is
 * taken for dead.
 */
public final class Lease implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BEATS_BEFORE_EXPIRY = 4;
    private static final long LOOK_AGAIN_MILLISECONDS = 1000;

    private final AtomicFile holder;
    private final AtomicFile heartbeat;
    private final Holder me;
    private final ScheduledExecutorService heart;

    /**
     * Who takes the lease.
     *
     * @param run the run's id
     * @param attempt the attempt at an application that the run is
     * @param since when the run started
     */
    public record Holder(String run, Attempt attempt, Instant since) {}

    /**
     * How another holder is waited for.
     *
     * @param most how long
     * @param meanwhile done about once a second; what it throws ends the waiting
     */
    public record Waiting(Duration most, Runnable meanwhile) {}

    private Lease(AtomicFile holder, AtomicFile heartbeat, Holder me) {
        this.holder = holder;
        this.heartbeat = heartbeat;
        this.me = me;
        this.heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes the lease of {@code folder}; at once where an earlier attempt at the same application holds it, as that is
     * over.
     *
     * @param expires how long a holder may be silent before it is taken for dead
     * @throws OutputBusyException if another run still holds it then
     */
    public static Lease take(FileSystem files, Path folder, Holder me, Duration expires, Waiting waiting)
            throws IOException {
        AtomicFile holder = new AtomicFile(files, new Path(folder, "_lease.json"));
        AtomicFile heartbeat = new AtomicFile(files, new Path(folder, "_lease.heartbeat"));
        Lease lease = new Lease(holder, heartbeat, me);
        long start = System.nanoTime();
        while (!holder.create(lease.description())) {
            Optional<Duration> heard = silence(files, folder, heartbeat, holder);
            if (heard.isEmpty()) {
                continue; // it was given back meanwhile
            }
            Duration silent = heard.get();
            if (lease.isOfEarlierAttempt()) {
                LOG.warn("the lease of {} was taken over from an earlier attempt at this application", folder);
                holder.delete();
            } else if (silent.compareTo(expires) > 0) {
                LOG.warn("the lease of {} had been silent for {} s and was taken over", folder, silent.toSeconds());
                holder.delete();
            } else if (System.nanoTime() - start >= waiting.most().toNanos()) {
                lease.heart.shutdownNow();
                throw new OutputBusyException(busy(folder, holder, silent, expires));
            } else {
                pause(waiting);
            }
        }
        lease.live(Math.max(1, expires.toMillis() / BEATS_BEFORE_EXPIRY));
        return lease;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the heart is stopped as a whole
    private void live(long everyMilliseconds) throws IOException {
        beat();
        heart.scheduleAtFixedRate(this::beatOrSay, everyMilliseconds, everyMilliseconds, TimeUnit.MILLISECONDS);
    }

    private static void pause(Waiting waiting) {
        try {
            waiting.meanwhile().run();
            Thread.sleep(LOOK_AGAIN_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the output folder", e);
        }
    }

    private String description() throws IOException {
        return JSON.createObjectNode()
                        .put("run", me.run())
                        .put("application", me.attempt().application())
                        .put("attempt", me.attempt().number())
                        .put("user", System.getProperty("user.name"))
                        .put("host", InetAddress.getLocalHost().getHostName())
                        .put("process", ProcessHandle.current().pid())
                        .put("since", me.since().truncatedTo(ChronoUnit.SECONDS).toString())
                        .toPrettyString()
                + System.lineSeparator();
    }

    private boolean isOfEarlierAttempt() throws IOException {
        try {
            JsonNode facts = JSON.readTree(holder.read());
            return me.attempt()
                    .follows(new Attempt(
                            facts.path("application").asText(),
                            facts.path("attempt").asInt()));
        } catch (FileNotFoundException | NoSuchFileException | JsonProcessingException e) {
            return false; // it was given back meanwhile, or is being written
        }
    }

    /** How long the holder has not been heard of; empty if there is none any more. */
    private static Optional<Duration> silence(FileSystem files, Path folder, AtomicFile heartbeat, AtomicFile holder)
            throws IOException {
        AtomicFile probe = new AtomicFile(files, new Path(folder, "_lease.probe-" + UUID.randomUUID()));
        probe.create("");
        try {
            long now = probe.modified();
            OptionalLong taken = modified(holder);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            long heard = Math.max(taken.getAsLong(), modified(heartbeat).orElse(0));
            return Optional.of(Duration.ofMillis(Math.max(0, now - heard)));
        } finally {
            probe.delete();
        }
    }

    private static OptionalLong modified(AtomicFile file) throws IOException {
        try {
            return OptionalLong.of(file.modified());
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
    }

    private static String busy(Path folder, AtomicFile holder, Duration silent, Duration expires) {
        String who;
        try {
            JsonNode facts = JSON.readTree(holder.read());
            who = "run " + facts.path("run").asText() + " of "
                    + facts.path("user").asText() + " on "
                    + facts.path("host").asText() + " (process "
                    + facts.path("process").asText() + ") since "
                    + facts.path("since").asText();
        } catch (IOException e) {
            who = "a run that " + holder.path() + " should name";
        }
        return "output '" + folder + "' is held by " + who + ", last heard of "
                + silent.toSeconds()
                + " s ago; wait for it with --wait 60 (minutes), or, if it is dead, start again in "
                + Math.max(1, expires.minus(silent).toSeconds() + 1) + " s";
    }

    private void beat() throws IOException {
        heartbeat.replace(me.run());
    }

    private void beatOrSay() {
        try {
            beat();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the lease {} could not be renewed: {}", holder.path(), e.getMessage());
        }
    }

    /**
     * Makes sure that this run still holds it.
     *
     * @throws IOException if another run took it over
     */
    public void check() throws IOException {
        if (!isMine()) {
            throw new IOException("this run lost its lease " + holder.path()
                    + " to another one, as it was not heard of for too long; nothing was published");
        }
    }

    private boolean isMine() throws IOException {
        return holder.exists()
                && me.run().equals(JSON.readTree(holder.read()).path("run").asText());
    }

    @Override
    public void close() throws IOException {
        heart.shutdownNow();
        if (isMine()) {
            heartbeat.delete();
            holder.delete();
        }
    }
}
