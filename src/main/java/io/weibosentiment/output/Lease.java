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
    private static final String EXPIRES = "expires_seconds";
    private static final int BEATS_BEFORE_EXPIRY = 4;
    private static final long LOOK_AGAIN_MILLISECONDS = 1000;

    private final AtomicFile holder;
    private final AtomicFile heartbeat;
    private final AtomicFile claim;
    private final Holder me;
    private final Duration expires;
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
    public record Waiting(Duration most, Runnable meanwhile) {

        /** Another holder is not waited for, whatever is asked. */
        public static final Waiting NEVER = new Waiting(Duration.ZERO, () -> {});
    }

    private Lease(FileSystem files, Path folder, Holder me, Duration expires) {
        this.holder = new AtomicFile(files, new Path(folder, "_lease.json"));
        this.heartbeat = new AtomicFile(files, new Path(folder, "_lease.heartbeat"));
        this.claim = new AtomicFile(files, new Path(folder, "_lease.claim"));
        this.me = me;
        this.expires = expires;
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
     * @param expires how long this run may be silent before others take it for dead; of a holder that does not say it
     *     the same is assumed
     * @throws OutputBusyException if another run still holds it then
     */
    public static Lease take(FileSystem files, Path folder, Holder me, Duration expires, Waiting waiting)
            throws IOException {
        Lease lease = new Lease(files, folder, me, expires);
        long start = System.nanoTime();
        while (!lease.holder.create(lease.description())) {
            String found = lease.found(); // before its silence, which may be that of the next holder
            Optional<Duration> silent = lease.silence();
            if (silent.isEmpty()) {
                continue; // it was given back meanwhile
            }
            Optional<String> reason = lease.over(found, silent.get());
            if (reason.isPresent()) {
                if (lease.remove(found)) {
                    LOG.warn("the lease of {} was taken over: {}", folder, reason.get());
                } else {
                    pause(waiting); // another run is taking it over
                }
            } else if (System.nanoTime() - start >= waiting.most().toNanos()) {
                lease.heart.shutdownNow();
                throw new OutputBusyException(lease.busy(found, silent.get(), waiting));
            } else {
                pause(waiting);
            }
        }
        lease.live(Math.max(1, expires.toMillis() / BEATS_BEFORE_EXPIRY));
        return lease;
    }

    /** Why the holder that {@code found} describes is over; empty if it is not. */
    private Optional<String> over(String found, Duration silent) {
        JsonNode facts = facts(found);
        Attempt other = new Attempt(
                facts.path("application").asText(), facts.path("attempt").asInt());
        if (me.attempt().follows(other)) {
            return Optional.of("it was that of an earlier attempt at this application");
        }
        return silent.compareTo(expiry(facts)) > 0
                ? Optional.of("its holder had been silent for " + silent.toSeconds() + " s")
                : Optional.empty();
    }

    private Duration expiry(JsonNode facts) {
        return Duration.ofSeconds(facts.path(EXPIRES).asLong(expires.toSeconds()));
    }

    /**
     * Removes a holder that is over, unless there is another one by now: of several runs that see it, one at a time
     * looks again and removes it, so that none removes the lease that another has just taken.
     */
    private boolean remove(String found) throws IOException {
        if (!claim.create(me.run())) {
            removeDeadClaim();
            return false;
        }
        try {
            boolean isStillThere = found.equals(found());
            if (isStillThere) {
                holder.delete();
            }
            return isStillThere;
        } finally {
            claim.delete();
        }
    }

    /** It is held for as long as it takes to read and delete a small file. */
    private void removeDeadClaim() throws IOException {
        OptionalLong made = modified(claim);
        if (made.isPresent() && now() - made.getAsLong() > expires.toMillis()) {
            claim.delete();
        }
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
                        .put(EXPIRES, expires.toSeconds())
                        .put("since", me.since().truncatedTo(ChronoUnit.SECONDS).toString())
                        .toPrettyString()
                + System.lineSeparator();
    }

    /** What the holder wrote of itself; empty if it is gone, or has not written it yet. */
    private String found() throws IOException {
        try {
            return holder.read();
        } catch (FileNotFoundException | NoSuchFileException e) {
            return "";
        }
    }

    private static JsonNode facts(String found) {
        try {
            return JSON.readTree(found);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // it is being written
        }
    }

    /** How long the holder has not been heard of; empty if there is none any more. */
    private Optional<Duration> silence() throws IOException {
        long now = now();
        OptionalLong taken = modified(holder);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        long heard = Math.max(taken.getAsLong(), modified(heartbeat).orElse(0));
        return Optional.of(Duration.ofMillis(Math.max(0, now - heard)));
    }

    /** The time by the file system's clock. */
    private long now() throws IOException {
        AtomicFile probe = new AtomicFile(
                holder.files(), new Path(holder.path().getParent(), "_lease.probe-" + UUID.randomUUID()));
        probe.create("");
        try {
            return probe.modified();
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

    private String busy(String found, Duration silent, Waiting waiting) {
        JsonNode facts = facts(found);
        String who = facts.isEmpty()
                ? "a run that " + holder.path() + " should name"
                : "run " + facts.path("run").asText() + " of "
                        + facts.path("user").asText() + " on "
                        + facts.path("host").asText() + " (process "
                        + facts.path("process").asText() + ") since "
                        + facts.path("since").asText();
        String remedy =
                waiting.equals(Waiting.NEVER) ? "start again when it is over" : "wait for it with --wait 60 (minutes)";
        return "output '" + holder.path().getParent() + "' is held by " + who + ", last heard of "
                + silent.toSeconds()
                + " s ago; " + remedy + ", or, if it is dead, start again in "
                + Math.max(1, expiry(facts).minus(silent).toSeconds() + 1) + " s";
    }

    private void beat() throws IOException {
        heartbeat.replace(me.run());
    }

    private void beatOrSay() {
        try {
            if (isMine()) {
                beat();
            } else {
                LOG.warn("the lease {} was lost to another run", holder.path());
                heart.shutdown(); // or the next holder would seem alive when it is not
            }
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
        return isMine(found());
    }

    private boolean isMine(String found) {
        return me.run().equals(facts(found).path("run").asText());
    }

    @Override
    public void close() throws IOException {
        heart.shutdownNow();
        String found = found();
        if (isMine(found)) {
            heartbeat.delete();
            remove(found);
        }
    }
}
