package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.knowledge.EmotionOntology;
import io.weibosentiment.knowledge.TransE;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.model.bundle.BundleManifest.Built;
import io.weibosentiment.model.bundle.BundleManifest.Source;
import io.weibosentiment.model.bundle.Head;
import io.weibosentiment.model.bundle.ModelBundle;
import io.weibosentiment.model.bundle.NewBundle;
import io.weibosentiment.model.featurizer.SequenceVocabularies;
import io.weibosentiment.model.featurizer.TextSequence;
import io.weibosentiment.model.featurizer.TextUnits;
import io.weibosentiment.model.graph.KeammArchitecture;
import io.weibosentiment.model.graph.KeammArchitecture.Variant;
import io.weibosentiment.model.weights.Safetensors;
import io.weibosentiment.model.weights.WeightType;
import io.weibosentiment.vectors.SkipGram;
import io.weibosentiment.words.TextSplitter;
import io.weibosentiment.words.WordSegmenter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the training of a KEAMM begins with: a bundle whose vocabularies, vectors and knowledge are made of the texts to be
 * learned from and of the ontology, and whose other weights are drawn by chance. The same texts, ontology and seed give the
 * same bytes. Vectors go on learning with the other weights; what is known of words stays.
 *
 * @param variant what of it there is
 * @param ontology the emotional words; none where they are not used
 * @param maxTokens how many characters of a text are read
 * @param seed decides what is drawn
 * @param threads how many sequences are learned from at the same time, which changes nothing
 */
record KeammStart(Variant variant, EmotionOntology ontology, int maxTokens, long seed, int threads) {

    /** Characters, where nobody says how many. */
    static final int MAX_TOKENS = 128;

    private static final int WIDTH = 128;
    private static final int HEADS = 4;

    /** Words and radicals that are rarer have no vector of their own. */
    private static final int LEAST_COUNT = 2;

    private static final int MOST_UNITS = 50_000;

    /** How often the vectors' learner reads few units, and at least how often it reads many. */
    private static final int MOST_READINGS = 5;

    private static final long UNITS_READ = 10_000_000;

    /**
     * Makes sure that a text can have so many tokens.
     *
     * @throws InvalidInputException if not
     */
    static void requireMaxTokens(OptionalInt asked) {
        if (asked.orElse(MAX_TOKENS) > KeammArchitecture.MOST_TOKENS) {
            throw new InvalidInputException(
                    "--max-tokens: found " + asked.getAsInt() + "; expected at most " + KeammArchitecture.MOST_TOKENS
                            + ": a KEAMM's attention has a number for each two characters of a text");
        }
    }

    /**
     * Makes the bundle in {@code folder}.
     *
     * @param texts those to be learned from
     * @param cache the host's cache
     */
    ModelBundle make(List<String> texts, Path folder, HostCache cache) throws IOException {
        TextSplitter splitter = new TextSplitter(new WordSegmenter(ontology.polarities()));
        List<TextSplitter.Split> split =
                texts.stream().map(text -> splitter.split(text, maxTokens)).toList();
        Map<TextSequence, List<String>> units = new EnumMap<>(TextSequence.class);
        Map<String, float[]> weights = new LinkedHashMap<>();
        tables(split).forEach((sequence, table) -> {
            units.put(sequence, table.units());
            weights.put(KeammArchitecture.table(sequence), table.vectors());
        });
        SequenceVocabularies vocabularies = new SequenceVocabularies(units, ontology.polarities());
        if (variant == Variant.WHOLE) {
            weights.put(KeammArchitecture.table(TextSequence.KNOWLEDGE), knowledge());
        }
        return written(vocabularies, weights, folder, cache);
    }

    /** The table of each sequence that has one. */
    private Map<TextSequence, Table> tables(List<TextSplitter.Split> texts) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Map<TextSequence, CompletableFuture<Table>> learning = new EnumMap<>(TextSequence.class);
            variant.sequences().stream()
                    .filter(TextSequence::hasVocabulary)
                    .forEach(sequence -> learning.put(
                            sequence, CompletableFuture.supplyAsync(() -> table(texts, sequence), workers)));
            Map<TextSequence, Table> tables = new EnumMap<>(TextSequence.class);
            learning.forEach((sequence, table) -> tables.put(sequence, table.join()));
            return tables;
        } finally {
            workers.shutdownNow();
        }
    }

    /** Units with their vectors. */
    @SuppressWarnings("ArrayRecordComponent") // on its way from one thread to another
    private record Table(List<String> units, float[] vectors) {}

    private Table table(List<TextSplitter.Split> texts, TextSequence sequence) {
        List<List<String>> own =
                texts.stream().map(text -> TextUnits.of(text, sequence)).toList();
        List<String> units = vocabulary(own);
        return new Table(units, vectors(own, units, sequence));
    }

    /** Units that are frequent enough, the most frequent first. */
    private static List<String> vocabulary(List<List<String>> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> text.forEach(unit -> counts.merge(unit, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(unit -> unit.getValue() >= LEAST_COUNT && !unit.getKey().equals(TextSplitter.NOTHING))
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_UNITS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A table of vectors: of nothing, of the unknown, and of each unit. */
    private float[] vectors(List<List<String>> texts, List<String> units, TextSequence sequence) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        units.forEach(unit -> numbers.put(unit, SequenceVocabularies.FIRST + numbers.size()));
        List<int[]> numbered = new ArrayList<>();
        long all = 0;
        for (List<String> text : texts) {
            numbered.add(text.stream()
                    .mapToInt(unit -> numbers.getOrDefault(unit, SequenceVocabularies.UNKNOWN))
                    .toArray());
            all += text.size();
        }
        int readings = (int) Math.max(1, Math.min(MOST_READINGS, UNITS_READ / Math.max(1, all)));
        return SkipGram.of(WIDTH, readings, seed * 31 + sequence.key().hashCode())
                .vectors(numbered, SequenceVocabularies.FIRST + units.size());
    }

    /** A row for each word, after one of zeros. */
    private float[] knowledge() {
        Map<String, float[]> known = TransE.of(WIDTH, seed).words(ontology.triples());
        float[] table = new float[(1 + ontology.polarities().size()) * WIDTH];
        int row = 1;
        for (String word : ontology.polarities().keySet()) {
            System.arraycopy(known.get(word), 0, table, row * WIDTH, WIDTH);
            row++;
        }
        return table;
    }

    private ModelBundle written(
            SequenceVocabularies vocabularies, Map<String, float[]> weights, Path folder, HostCache cache)
            throws IOException {
        Map<TextSequence, Integer> sizes = new EnumMap<>(TextSequence.class);
        variant.sequences().forEach(sequence -> sizes.put(sequence, vocabularies.size(sequence)));
        KeammArchitecture keamm = new KeammArchitecture(variant, WIDTH, HEADS, sizes);
        Files.createDirectories(folder);
        vocabularies.write(folder.resolve(BundleManifest.VOCABULARIES));
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(BundleManifest.WEIGHTS)))) {
            Safetensors.write(
                    out,
                    keamm.weights(LabelOutputs.COUNT),
                    WeightType.FLOAT32,
                    header -> weights.containsKey(header.name())
                            ? weights.get(header.name())
                            : StartingModel.drawn(header, seed));
        }
        BundleManifest manifest = new NewBundle(
                        folder,
                        BundleManifest.SEQUENCES,
                        new Head(StartingModel.LABELS, StartingModel.LABELS.indexOf("positive")),
                        maxTokens,
                        Optional.of(new Built(keamm, WeightType.FLOAT32)),
                        Optional.empty(),
                        source())
                .finish(cache, new HostCache(folder.resolveSibling(folder.getFileName() + "-graphs")));
        return new ModelBundle(folder, manifest, cache);
    }

    private Source source() {
        return new Source(
                "keamm from nothing", ontology.isEmpty() ? Map.of() : Map.of("emotion-ontology", ontology.sha256()));
    }
}
