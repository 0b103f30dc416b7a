package io.weibosentiment.model.bundle;

import io.weibosentiment.model.featurizer.ModelInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model as the engine loads it on this host.
 *
 * @param savedModel the folder with its saved_model.pb
 * @param inputs what its signatures, inputs and output are called
 * @param head what the output means
 */
public record PreparedModel(Path savedModel, ModelInputs inputs, Head head) {

    /** The signatures that a featurizer's batches ask for. */
    public List<String> signatures() {
        return Stream.concat(Stream.of(inputs.signature()), inputs.exactSignature().stream())
                .toList();
    }

    /** The name of the output, float32 [texts, labels]. */
    public String output() {
        return inputs.logits();
    }
}
