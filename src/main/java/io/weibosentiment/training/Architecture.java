package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.graph.BertArchitecture;
import io.weibosentiment.model.graph.KeammArchitecture;
import io.weibosentiment.model.graph.KeammArchitecture.Variant;
import io.weibosentiment.model.graph.ModelArchitecture;
import io.weibosentiment.model.graph.RcnnArchitecture;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The architectures that can be trained. */
public enum Architecture {
    /** BERT with a pooler and a classifier. */
    BERT,
    /** BERT, a recurrent convolution over its last layer, attention, and a classifier. */
    BERT_RCNN_ATT,
    /** Characters, words, radicals, parts of speech and an ontology of emotions (He 2025). */
    KEAMM,
    /** Its ablation with characters and words alone. */
    KEAMM_TWO_BIGRUS,
    /** Its ablation with the radicals of both beside them. */
    KEAMM_FOUR_BIGRUS,
    /** Its ablation with parts of speech as well, and no attention. */
    KEAMM_FIVE_BIGRUS,
    /** Its ablation with attention between sequences, and none to an ontology. */
    KEAMM_WITHOUT_KNOWLEDGE;

    /** The name on the command line: {@code bert-rcnn-att}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The architecture called {@code key}.
     *
     * @throws InvalidInputException if there is none
     */
    public static Architecture of(String key) {
        return Arrays.stream(values())
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--architecture: found '" + key + "'; expected one of "
                        + Arrays.stream(values()).map(Architecture::key).collect(Collectors.joining(", "))));
    }

    private static Architecture of(Variant variant) {
        return Arrays.stream(values())
                .filter(known -> known.keamm().equals(Optional.of(variant)))
                .findFirst()
                .orElseThrow();
    }

    /** What of a KEAMM it has; empty if it is none. */
    Optional<Variant> keamm() {
        return switch (this) {
            case BERT, BERT_RCNN_ATT -> Optional.empty();
            case KEAMM -> Optional.of(Variant.WHOLE);
            case KEAMM_TWO_BIGRUS -> Optional.of(Variant.TWO_BIGRUS);
            case KEAMM_FOUR_BIGRUS -> Optional.of(Variant.FOUR_BIGRUS);
            case KEAMM_FIVE_BIGRUS -> Optional.of(Variant.FIVE_BIGRUS);
            case KEAMM_WITHOUT_KNOWLEDGE -> Optional.of(Variant.WITHOUT_KNOWLEDGE);
        };
    }

    /** Whether it is trained from nothing, where no model is named that it could start from. */
    public boolean isFromNothing() {
        return keamm().isPresent();
    }

    /** The highest learning rate unless the user says one. */
    public double learningRate() {
        return isFromNothing() ? 2e-3 : 5e-5;
    }

    /** How often every example is seen unless the user says that. */
    public int epochs() {
        return isFromNothing() ? 8 : 3;
    }

    /**
     * This architecture on the encoder of {@code start}; what follows the encoder stays where it is of the same kind. A KEAMM
     * stays as it is.
     *
     * @throws InvalidInputException if it cannot start from such a model
     */
    ModelArchitecture on(ModelArchitecture start) {
        if (start instanceof KeammArchitecture other && keamm().equals(Optional.of(other.variant()))) {
            return start;
        }
        if (!(start instanceof BertArchitecture bert) || keamm().isPresent()) {
            throw new InvalidInputException("--from: found a model of the architecture "
                    + (start instanceof KeammArchitecture other
                            ? of(other.variant()).key()
                            : BERT.key()) + "; expected "
                    + (isFromNothing()
                            ? key() + ", or no --from, for a training from nothing"
                            : "a BERT, or no --from, which starts from the bundled model"));
        }
        return switch (this) {
            case BERT_RCNN_ATT ->
                bert.followedBy(bert.rcnn().or(() -> Optional.of(RcnnArchitecture.on(bert.hidden()))));
            default -> bert.followedBy(Optional.empty());
        };
    }
}
