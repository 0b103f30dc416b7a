package io.weibosentiment.model.checkpoint;

import com.google.gson.JsonObject;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The WordPiece vocabulary of a tokenizer.
 *
 * @param ids each token's number; not to be changed
 * @param entries how many tokens Transformers counts, which also counts blank lines at the end of vocab.txt as one
 */
record Vocabulary(Map<String, Integer> ids, int entries) {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /**
     * Reads vocab.txt or tokenizer.json.
     *
     * @throws InvalidInputException if both are there and differ, or one cannot be read
     */
    static Vocabulary of(TokenizerFiles files) throws IOException {
        Optional<Vocabulary> listed = files.hasVocabulary()
                ? Optional.of(listed(files.folder().resolve(TokenizerFiles.VOCABULARY)))
                : Optional.empty();
        Optional<Vocabulary> embedded = files.existing().map(Vocabulary::embedded);
        if (listed.isPresent() && embedded.isPresent() && !listed.get().ids.equals(embedded.get().ids)) {
            throw new InvalidInputException(TokenizerFiles.VOCABULARY + " and " + BundleManifest.TOKENIZER + " in "
                    + files.folder() + " differ (" + listed.get().ids.size() + " and "
                    + embedded.get().ids.size()
                    + " tokens); remove the one that the model was not trained with");
        }
        return listed.or(() -> embedded).orElseThrow();
    }

    private static Vocabulary listed(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file + " is not UTF-8; copy or download it again", e);
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        // The line ends that Python knows; an empty line is a token too.
        List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
        int count = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < count; id++) {
            ids.put(lines.get(id), id);
        }
        int entries = ids.size();
        // An empty token is never found; at the end of the file it would only need embeddings that nobody trained.
        if (count > 0 && lines.get(count - 1).isEmpty()) {
            ids.remove("");
        }
        return new Vocabulary(ids, entries);
    }

    private static Vocabulary embedded(JsonFile json) {
        Map<String, Integer> ids = new TreeMap<>();
        JsonObject tokens = json.requireObject("model").requireObject("vocab").json();
        tokens.entrySet()
                .forEach(token -> ids.put(token.getKey(), token.getValue().getAsInt()));
        return new Vocabulary(ids, ids.size());
    }

    /** The number of a token, if it has one. */
    Optional<Integer> id(String token) {
        return Optional.ofNullable(ids.get(token));
    }

    /** The largest number of a token plus one. */
    int size() {
        return ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    }
}
