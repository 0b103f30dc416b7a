package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.bundle.BundleManifest;
import io.weibosentiment.util.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds out which kind of tokenizer a checkpoint has, and reads it. */
final class TokenizerReader {

    /** What sentencepiece tokenizers are kept in, from which Transformers makes a tokenizer.json. */
    private static final List<String> SENTENCEPIECE =
            List.of("sentencepiece.bpe.model", "spiece.model", "spm.model", "tokenizer.model");

    /** What BPE tokenizers are kept in beside vocab.json. */
    private static final String MERGES = "merges.txt";

    private TokenizerReader() {}

    /**
     * Reads the tokenizer in {@code folder}: BERT's, from vocab.txt or tokenizer.json, or another from tokenizer.json.
     *
     * @throws InvalidInputException if there is none, or a bundle cannot tokenize as it does; says what to do
     */
    static CheckpointTokenizer read(Path folder) throws IOException {
        boolean hasVocabulary = Files.exists(folder.resolve(TokenizerFiles.VOCABULARY));
        Path json = folder.resolve(BundleManifest.TOKENIZER);
        if (!hasVocabulary && Files.exists(json)) {
            JsonFile tokenizer = JsonFile.read(json);
            String model = tokenizer
                    .object("model")
                    .flatMap(object -> object.string("type"))
                    .orElse("WordPiece");
            if (!model.equals("WordPiece")) {
                return TokenizerAsItIs.read(folder, tokenizer);
            }
        }
        if (!hasVocabulary && !Files.exists(json)) {
            requireNoOther(folder);
        }
        return TokenizerJson.read(folder);
    }

    private static void requireNoOther(Path folder) {
        List<String> found = Stream.concat(SENTENCEPIECE.stream(), Stream.of(MERGES))
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
        if (!found.isEmpty()) {
            throw new InvalidInputException(
                    folder + " has its tokenizer in " + found + "; expected tokenizer.json, which"
                            + " Transformers makes of it: python -c \"from transformers import AutoTokenizer as T;"
                            + " T.from_pretrained('FOLDER', use_fast=True).save_pretrained('FOLDER')\"");
        }
    }
}
