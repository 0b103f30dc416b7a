package io.weibosentiment.model.featurizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.weibosentiment.engine.IntegerBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The featurizer of models that take one sequence of token ids, with a mask and token types where the graph wants them:
 * BERT's WordPiece, prepared so that its tokens are those of BertTokenizer, or whatever else a tokenizer.json has.
 */
public final class WordPieceFeaturizer implements Featurizer {

    /** The fewest tokens that texts may be cut at: [CLS], one token, [SEP]. */
    public static final int FEWEST_TOKENS = 3;

    private static final String IDS = "ids";

    /** Replaces characters that cannot be passed on; BERT's normalizer drops it, as it would drop them. */
    private static final char REPLACEMENT = '\ufffd';

    /** The Chinese characters that BertTokenizer splits off and the tokenizers' library does not. */
    private static final int FIRST_UNSPLIT = 0x2B820;

    private static final int LAST_UNSPLIT = 0x2B91F;

    private final HuggingFaceTokenizer tokenizer;
    private final Normalizer normalizer;
    private final ModelInputs inputs;
    private final int maxTokens;

    private WordPieceFeaturizer(
            HuggingFaceTokenizer tokenizer, Normalizer normalizer, ModelInputs inputs, int maxTokens) {
        this.tokenizer = tokenizer;
        this.normalizer = normalizer;
        this.inputs = inputs;
        this.maxTokens = maxTokens;
    }

    /**
     * Opens a featurizer.
     *
     * @param file a tokenizer.json
     * @param inputs what the graph calls its inputs
     * @param maxTokens where texts are cut, special tokens counted
     */
    public static WordPieceFeaturizer open(Path file, ModelInputs inputs, int maxTokens) throws IOException {
        Map<String, String> options =
                Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false", "modelMaxLength", "-1");
        try (InputStream in = Files.newInputStream(file)) {
            return new WordPieceFeaturizer(
                    HuggingFaceTokenizer.newInstance(in, options), Normalizer.of(file), inputs, maxTokens);
        }
    }

    /**
     * What a tokenizer does with a text before it splits it.
     *
     * @param isBert whether it is BERT's, which drops what cannot be printed
     * @param splitsChinese whether Chinese characters are split off, as BERT's does
     */
    private record Normalizer(boolean isBert, boolean splitsChinese) {

        static Normalizer of(Path file) throws IOException {
            try (Reader reader = Files.newBufferedReader(file)) {
                JsonElement normalizer =
                        JsonParser.parseReader(reader).getAsJsonObject().get("normalizer");
                JsonElement splits = normalizer != null && normalizer.isJsonObject()
                        ? normalizer.getAsJsonObject().get("handle_chinese_chars") // BERT's alone has it
                        : null;
                return new Normalizer(splits != null, splits != null && splits.getAsBoolean());
            }
        }
    }

    @Override
    public List<Features> encode(List<String> texts) {
        List<Features> features = new ArrayList<>(texts.size());
        for (String text : texts) {
            features.add(cut(tokenized(passable(text))));
        }
        return features;
    }

    /** The ids alone: an Encoding would bring along offsets, strings and masks that nothing here looks at. */
    private long[] tokenized(String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, true);
        try {
            return TokenizersLibrary.LIB.getTokenIds(encoding);
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    /** The features of a text with these token ids, special tokens included; not copied. */
    public static Features features(int[] ids) {
        return new TokenIds(ids, false);
    }

    /** Cuts as Transformers does: the first tokens stay, and so does the closing special token. */
    private Features cut(long[] ids) {
        int length = Math.min(ids.length, maxTokens);
        int[] cut = new int[length];
        for (int i = 0; i < length - 1; i++) {
            cut[i] = (int) ids[i];
        }
        cut[length - 1] = (int) ids[ids.length - 1];
        return new TokenIds(cut, ids.length > length);
    }

    @Override
    public List<String> tokens(String text) {
        Encoding encoding = tokenizer.encode(passable(text));
        List<String> tokens = Arrays.asList(encoding.getTokens());
        if (tokens.size() <= maxTokens) {
            return List.copyOf(tokens);
        }
        List<String> cut = new ArrayList<>(tokens.subList(0, maxTokens - 1));
        cut.add(tokens.get(tokens.size() - 1));
        return List.copyOf(cut);
    }

    @Override
    public SortedMap<String, List<Integer>> sequences(Features features) {
        List<Integer> ids = Arrays.stream(ids(features)).boxed().toList();
        return new TreeMap<>(Map.of(IDS, ids));
    }

    /** The token ids of features that a featurizer of this kind made; not to be changed. */
    public static int[] ids(Features features) {
        return ((TokenIds) features).ids();
    }

    /** The text as the tokenizers' library must have it for the tokens of BertTokenizer; often the text itself. */
    private String passable(String text) {
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder passable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if ((c == 0 && normalizer.isBert()) || Character.getType(c) == Character.SURROGATE) {
                passable.append(REPLACEMENT);
            } else if (normalizer.splitsChinese() && c >= FIRST_UNSPLIT && c <= LAST_UNSPLIT) {
                passable.append(' ').appendCodePoint(c).append(' ');
            } else {
                passable.appendCodePoint(c);
            }
        });
        return passable.toString();
    }

    @Override
    public Batch batch(List<Features> features) {
        int longest = features.stream().mapToInt(Features::tokens).max().orElse(0);
        boolean exact = features.stream().allMatch(text -> text.tokens() == longest);
        boolean unmasked = exact && inputs.exactSignature().isPresent();
        String signature = unmasked ? inputs.exactSignature().get() : inputs.signature();
        IntegerBatch filled = unmasked
                ? new IntegerBatch(features.size(), longest, Map.of(inputs.ids(), ids(features, longest)))
                : padded(features, longest);
        return new Batch(signature, filled);
    }

    @Override
    public IntegerBatch padded(List<Features> features, int tokens) {
        Map<String, int[]> named = new HashMap<>();
        named.put(inputs.ids(), ids(features, tokens));
        inputs.mask().ifPresent(name -> named.put(name, mask(features, tokens)));
        inputs.tokenTypes().ifPresent(name -> named.put(name, new int[features.size() * tokens]));
        return new IntegerBatch(features.size(), tokens, named);
    }

    private static int[] ids(List<Features> features, int tokens) {
        int[] ids = new int[features.size() * tokens];
        for (int row = 0; row < features.size(); row++) {
            int[] values = ids(features.get(row));
            System.arraycopy(values, 0, ids, row * tokens, values.length);
        }
        return ids;
    }

    private static int[] mask(List<Features> features, int longest) {
        int[] mask = new int[features.size() * longest];
        for (int row = 0; row < features.size(); row++) {
            int from = row * longest;
            Arrays.fill(mask, from, from + features.get(row).tokens(), 1);
        }
        return mask;
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
