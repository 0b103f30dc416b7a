package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.HeadActivation;
import io.weibosentiment.util.JsonFile;
import io.weibosentiment.util.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An exported SavedModel, with the tokenizer and configuration of its checkpoint, which may lie beside it
 * or up to two folders above it (Transformers exports to saved_model/1 below the checkpoint).
 *
 * @param folder the folder with saved_model.pb
 * @param head what its outputs are, as far as its configuration says
 * @param positions the most tokens it can take
 * @param tokenizer its tokenizer
 */
record SavedModelFolder(Path folder, CheckpointHead head, int positions, CheckpointTokenizer tokenizer, Path home) {

    static final String GRAPH = SavedModelSession.MODEL_FILE;

    /** The folders that a SavedModel has beside its graph. */
    static final List<String> PARTS = List.of("variables", "assets", "assets.extra");

    private static final int DEFAULT_POSITIONS = 512;
    private static final CheckpointHead UNKNOWN =
            new CheckpointHead(List.of("output 0", "output 1"), HeadActivation.SOFTMAX);
    /** Where the graph may be below the folder that is given. */
    static final List<String> BELOW = List.of("", "saved_model", "saved_model/1");

    /** Whether a SavedModel is to be imported from {@code folder}: it holds one, and no weights of a checkpoint. */
    static boolean isIn(Path folder) {
        return !hasWeights(folder) && graph(folder).isPresent();
    }

    /** Whether {@code folder} holds the weights of a checkpoint, which are preferred to a SavedModel. */
    static boolean hasWeights(Path folder) {
        return WeightFiles.areIn(folder);
    }

    private static Optional<Path> graph(Path folder) {
        return BELOW.stream()
                .map(folder::resolve)
                .filter(candidate -> Files.exists(candidate.resolve(GRAPH)))
                .findFirst();
    }

    /**
     * The SavedModel in {@code given}.
     *
     * @throws InvalidInputException if there is no tokenizer with it
     */
    static SavedModelFolder find(Path given) throws IOException {
        Path folder = graph(given).orElseThrow().toAbsolutePath().normalize();
        Path home = Stream.iterate(folder, path -> path != null, Path::getParent)
                .limit(3)
                .filter(SavedModelFolder::hasTokenizer)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no vocab.txt or tokenizer.json lies with the SavedModel"
                        + " in " + folder + "; put there what the model was trained with, and its config.json"));
        Path config = home.resolve(Checkpoint.CONFIG);
        refusePointers(folder, home);
        Optional<JsonFile> known = Files.exists(config) ? Optional.of(JsonFile.read(config)) : Optional.empty();
        return new SavedModelFolder(
                folder,
                known.map(CheckpointHead::of).orElse(UNKNOWN),
                known.filter(json -> json.number("max_position_embeddings").isPresent())
                        .map(SavedModelFolder::positions)
                        .orElse(DEFAULT_POSITIONS),
                TokenizerReader.read(home),
                home);
    }

    /** How many positions texts can use: a RoBERTa counts them from after its padding token's id on. */
    private static int positions(JsonFile config) {
        int positions = config.requirePositive("max_position_embeddings");
        boolean isCountedFromPadding =
                config.string("model_type").flatMap(ModelFamily::ofType).equals(Optional.of(ModelFamily.ROBERTA));
        int padding = config.number("pad_token_id").map(Double::intValue).orElse(1);
        return isCountedFromPadding ? positions - padding - 1 : positions;
    }

    private static void refusePointers(Path folder, Path home) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            LfsPointer.refuse(files.toList());
        }
        LfsPointer.refuse(Checkpoint.FILES.stream().map(home::resolve).toList());
    }

    private static boolean hasTokenizer(Path folder) {
        return Files.exists(folder.resolve("vocab.txt")) || Files.exists(folder.resolve(BundleManifest.TOKENIZER));
    }

    int maxTokens() {
        return Math.min(tokenizer.modelMaxLength().orElse(positions), positions);
    }

    /** The hashes of the files that a bundle is made from. */
    Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>(Checkpoint.hashes(home, Checkpoint.DESCRIPTIONS));
        hashes.put(GRAPH, Sha256.of(folder.resolve(GRAPH)));
        return hashes;
    }
}
