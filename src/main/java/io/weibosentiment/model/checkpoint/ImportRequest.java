package io.weibosentiment.model.checkpoint;

import io.weibosentiment.model.weights.WeightType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be imported.
 *
 * @param from the folder of a checkpoint or of a SavedModel, on any Hadoop file system
 * @param to the bundle to make: a folder, or a zip if it ends in .zip; must not exist
 * @param store the type the bundle keeps weights in
 * @param maxTokens where texts are cut, special tokens counted; empty: what the checkpoint says
 * @param declared what the outputs mean, as far as the user says
 */
public record ImportRequest(String from, String to, WeightType store, OptionalInt maxTokens, DeclaredHead declared) {

    /** A request that leaves what the outputs mean to their names, but for the label that means positive. */
    public ImportRequest(
            String from, String to, WeightType store, OptionalInt maxTokens, Optional<String> positiveLabel) {
        this(from, to, store, maxTokens, new DeclaredHead(positiveLabel, Optional.empty(), Optional.empty()));
    }
}
