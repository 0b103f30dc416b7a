package io.weibosentiment.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.output.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a training keeps what it needs to go on: a folder beside the bundle it makes, on any Hadoop file system. What is in
 * it is whole: a file or folder is written under another name and then renamed.
 *
 * <p>{@code step-N/} has the variables ({@code variables.safetensors}) and the state ({@code state.json}) after N steps;
 * {@code best-N.safetensors} the weights after epoch N, the best so far; {@code progress.json} how far the training is.
 */
public final class CheckpointFolder {

    private static final String STEP = "step-";
    private static final String BEST = "best-";
    private static final String TENSORS = ".safetensors";
    private static final String VARIABLES = "variables" + TENSORS;
    private static final String STATE = "state.json";
    private static final String PROGRESS = "progress.json";
    private static final String PARTIAL = ".partial";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final FileSystem files;
    private final Path folder;

    private CheckpointFolder(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    /** The folder of the training whose bundle is {@code bundle}. */
    public static CheckpointFolder of(String bundle, Configuration hadoop) throws IOException {
        Path folder = new Path(bundle).suffix(".training");
        FileSystem found = folder.getFileSystem(hadoop);
        return new CheckpointFolder(found instanceof LocalFileSystem local ? local.getRawFileSystem() : found, folder);
    }

    /**
     * What a checkpoint belongs to; a training goes on only where it is the same.
     *
     * @param options how the model is trained
     * @param start the fingerprint of the model that it started from
     * @param data the hash of the examples
     */
    record Identity(TrainingOptions options, String start, String data) {}

    /**
     * A checkpoint.
     *
     * @param identity what it belongs to
     * @param state where the training was
     */
    record Saved(Identity identity, TrainingState state) {}

    /** Gives the values of a variable. */
    @FunctionalInterface
    interface Values {
        float[] of(String name);
    }

    /** Takes the values of a variable. */
    @FunctionalInterface
    interface Use {
        void take(String name, float[] values);
    }

    /** The newest checkpoint's state; empty if there is none. */
    Optional<Saved> newest() throws IOException {
        Optional<Path> newest = newestFolder();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Path state = new Path(newest.get(), STATE);
        try {
            return Optional.of(GSON.fromJson(read(state), Saved.class));
        } catch (JsonParseException e) {
            throw new InvalidInputException(
                    state + " is damaged; remove " + newest.get() + " to go on from the checkpoint before", e);
        }
    }

    private Optional<Path> newestFolder() throws IOException {
        return steps().max(Comparator.comparingLong(CheckpointFolder::number));
    }

    private Stream<Path> steps() throws IOException {
        return entries().filter(path -> path.getName().matches(STEP + "\\d+"));
    }

    private Stream<Path> entries() throws IOException {
        return files.exists(folder) ? Stream.of(files.listStatus(folder)).map(FileStatus::getPath) : Stream.empty();
    }

    private static long number(Path path) {
        return Long.parseLong(path.getName().substring(STEP.length()));
    }

    /** Writes a checkpoint, then removes older ones. */
    void write(Saved saved, List<Safetensors.Header> variables, Values values) throws IOException {
        Path step = new Path(folder, STEP + saved.state().step());
        Path partial = step.suffix(PARTIAL);
        files.delete(partial, true);
        write(
                new Path(partial, VARIABLES),
                out -> Safetensors.write(out, variables, WeightType.FLOAT32, header -> values.of(header.name())));
        write(new Path(partial, STATE), out -> out.write(GSON.toJson(saved).getBytes(StandardCharsets.UTF_8)));
        files.delete(step, true);
        rename(partial, step);
        for (Path other : steps().toList()) {
            if (number(other) < saved.state().step()) {
                files.delete(other, true);
            }
        }
        Optional<EpochFigures> best = saved.state().best();
        for (Path other :
                entries().filter(path -> path.getName().startsWith(BEST)).toList()) {
            if (best.isEmpty()
                    || !other.equals(files.makeQualified(bestFile(best.get().epoch())))) {
                files.delete(other, false);
            }
        }
    }

    /** What is written to a file. */
    @FunctionalInterface
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Hadoop's local file system says that a disk is full with an {@link Error}. */
    private void write(Path file, Content content) throws IOException {
        try (OutputStream out = files.create(file, true)) {
            content.to(out);
        } catch (FSError e) {
            throw new IOException("cannot write " + file + ": " + e.getCause().getMessage(), e);
        }
    }

    private Path bestFile(int epoch) {
        return new Path(folder, BEST + epoch + TENSORS);
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    /** Reads the variables of the newest checkpoint. */
    void readNewest(java.nio.file.Path workplace, Use use) throws IOException {
        read(new Path(newestFolder().orElseThrow(), VARIABLES), workplace, use);
    }

    /** Keeps the weights after an epoch as the best so far. */
    void writeBest(int epoch, List<Safetensors.Header> weights, Values values) throws IOException {
        Path file = bestFile(epoch);
        Path partial = file.suffix(PARTIAL);
        write(partial, out -> Safetensors.write(out, weights, WeightType.FLOAT32, header -> values.of(header.name())));
        files.delete(file, false);
        rename(partial, file);
    }

    /** Copies the weights after an epoch, as a bundle has them. */
    void copyBest(int epoch, java.nio.file.Path target) throws IOException {
        try (InputStream in = files.open(bestFile(epoch))) {
            Files.copy(in, target);
        }
    }

    private void read(Path file, java.nio.file.Path workplace, Use use) throws IOException {
        java.nio.file.Path local = workplace.resolve(file.getName());
        try (InputStream in = files.open(file)) {
            Files.copy(in, local, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Safetensors tensors = Safetensors.open(local);
        for (String name : tensors.shapes().keySet()) {
            use.take(name, tensors.reader(name).all());
        }
        Files.delete(local);
    }

    /** Says how far the training is, for whoever looks. */
    void progress(TrainingProgress progress) throws IOException {
        Path file = new Path(folder, PROGRESS);
        Path partial = file.suffix(PARTIAL);
        write(partial, out -> out.write(GSON.toJson(progress).getBytes(StandardCharsets.UTF_8)));
        files.delete(file, false);
        rename(partial, file);
    }

    /** How far the training is; empty where that is not known at this moment. */
    public Optional<TrainingProgress> progress() {
        try {
            return Optional.ofNullable(GSON.fromJson(read(new Path(folder, PROGRESS)), TrainingProgress.class));
        } catch (IOException | JsonParseException e) {
            return Optional.empty(); // not there yet, or just being replaced
        }
    }

    private String read(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Takes the folder for one training, which must hold it before it uses it.
     *
     * @param expires how long that training may be silent before another one takes it for dead
     * @throws io.weibosentiment.OutputBusyException if another one holds it for longer than is waited
     * @throws IOException if the folder cannot be written
     */
    public Lease hold(Lease.Holder training, Duration expires, Lease.Waiting waiting) throws IOException {
        files.mkdirs(folder);
        Lease lease = Lease.take(folder.getFileSystem(files.getConf()), folder, training, expires, waiting);
        try {
            removeLeftovers();
            return lease;
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Removes what was being written when a training was killed. */
    private void removeLeftovers() throws IOException {
        for (Path path :
                entries().filter(path -> path.getName().contains(PARTIAL)).toList()) {
            files.delete(path, true);
        }
    }

    /** Removes the folder if nothing is in it. */
    public void removeIfEmpty() throws IOException {
        if (files.exists(folder) && files.listStatus(folder).length == 0) {
            files.delete(folder, false);
        }
    }

    /** The path of something in the folder. */
    String path(String name) {
        return new Path(folder, name).toString();
    }

    boolean has(String name) throws IOException {
        return files.exists(new Path(folder, name));
    }

    void remove(String name) throws IOException {
        files.delete(new Path(folder, name), true);
    }

    /** The lines of a file. */
    Set<String> lines(String name) throws IOException {
        return read(new Path(folder, name)).lines().collect(Collectors.toSet());
    }

    void writeLines(String name, Set<String> lines) throws IOException {
        try (OutputStream out = files.create(new Path(folder, name), true)) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Removes the folder. */
    public void delete() throws IOException {
        files.delete(folder, true);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
