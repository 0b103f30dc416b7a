package io.weibosentiment.model.checkpoint;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.engine.SavedModelSession;
import io.weibosentiment.engine.Signature;
import io.weibosentiment.model.featurizer.ModelInputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tensorflow.proto.DataType;

/** Finds what an exported SavedModel calls its inputs and output. */
final class SavedModelInputs {

    private SavedModelInputs() {}

    /**
     * What the SavedModel in {@code folder} calls its inputs and output.
     *
     * @throws InvalidInputException if they are not those of a BERT classifier; lists what the model has
     */
    static ModelInputs in(Path folder, OfflineEngine engine) {
        try (SavedModelSession session = SavedModelSession.load(folder, engine)) {
            Signature signature = session.signatures().size() == 1
                    ? session.signatures().get(session.signatures().firstKey())
                    : session.signature(ModelInputs.BUILT.signature());
            return of(signature);
        }
    }

    private static ModelInputs of(Signature signature) {
        List<String> left = new ArrayList<>(signature.inputs().keySet());
        Optional<String> mask = take(left, name -> name.contains("mask"));
        Optional<String> types = take(left, name -> name.contains("type") || name.contains("segment"));
        Optional<String> ids = take(left, name -> name.contains("ids") || left.size() == 1);
        Optional<String> output = signature.outputs().entrySet().stream()
                .filter(entry -> entry.getValue() == DataType.DT_FLOAT)
                .filter(entry -> entry.getKey().equals(ModelInputs.BUILT.logits())
                        || signature.outputs().size() == 1)
                .map(Map.Entry::getKey)
                .findFirst();
        if (ids.isEmpty() || output.isEmpty() || !left.isEmpty()) {
            throw new InvalidInputException("the SavedModel's signature " + signature + " is not that of a BERT"
                    + " classifier; expected the inputs input_ids, attention_mask and token_type_ids (the last two"
                    + " optional) and the float32 output logits: export it with these names");
        }
        return new ModelInputs(signature.key(), Optional.empty(), ids.get(), mask, types, output.get());
    }

    private static Optional<String> take(List<String> names, Predicate<String> wanted) {
        Optional<String> found = names.stream()
                .filter(name -> wanted.test(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        found.ifPresent(names::remove);
        return found;
    }
}
