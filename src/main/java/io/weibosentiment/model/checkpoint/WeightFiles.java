package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.weights.ShardedTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that checkpoints have their weights in. */
final class WeightFiles {

    private static final String HDF5 = "tf_model.h5";

    /** In the order of preference; an index names the files beside it. */
    static final List<String> NAMES = List.of(
            "model.safetensors",
            "model.safetensors.index.json",
            HDF5,
            "pytorch_model.bin",
            "pytorch_model.bin.index.json");

    private static final List<String> OTHERS =
            List.of(".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".msgpack", ".h5", ".gguf", ".incomplete");

    private WeightFiles() {}

    /** Whether {@code folder} has weights. */
    static boolean areIn(Path folder) {
        return NAMES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    /**
     * The file with the weights in {@code folder}, or the index of several.
     *
     * @throws InvalidInputException if there is none that can be read; says what was found
     */
    static Path find(ModelFamily family, Path folder) throws IOException {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            boolean isReadable = family == ModelFamily.BERT || !name.equals(HDF5);
            if (isReadable && Files.isRegularFile(file)) {
                return file;
            }
            requireNoDeadLink(file);
        }
        if (Files.exists(folder.resolve(HDF5))) {
            throw new InvalidInputException(folder + " has a " + family.title() + " in " + HDF5
                    + ", which is read of a BERT alone; expected model.safetensors or pytorch_model.bin: load it with"
                    + " from_tf=True in Transformers and save it with save_pretrained()");
        }
        List<String> others = others(folder);
        throw new InvalidInputException(folder + " has no weights; expected model.safetensors, " + HDF5
                + " or pytorch_model.bin"
                + (others.isEmpty()
                        ? ": download them too"
                        : ", found " + others
                                + ": rename the file if it is one of these, or load the model in Transformers and save"
                                + " it with save_pretrained()"));
    }

    /** As the cache of Hugging Face's hub has one for a file whose download did not end. */
    private static void requireNoDeadLink(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.exists(file)) {
            throw new InvalidInputException(file + " is a link to " + Files.readSymbolicLink(file)
                    + ", which is not there, as in a cache whose download did not end; download the model again");
        }
    }

    private static List<String> others(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> OTHERS.stream().anyMatch(name::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The files that belong to the one that was found: itself, and those it names if it is an index.
     *
     * @throws InvalidInputException if it is an index that names files outside its folder
     */
    static List<Path> all(Path found) throws IOException {
        return isIndex(found)
                ? Stream.concat(Stream.of(found), ShardedTensors.shards(found).stream())
                        .toList()
                : List.of(found);
    }

    /** Whether the file of this name names others. */
    static boolean isIndex(Path file) {
        return file.toString().endsWith(".index.json");
    }
}
