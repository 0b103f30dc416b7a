package io.weibosentiment.training;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.model.graph.BertArchitecture;
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
    BERT_RCNN_ATT;

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

    /** This architecture on the encoder of {@code start}; what follows the encoder stays where it is of the same kind. */
    BertArchitecture on(BertArchitecture start) {
        return switch (this) {
            case BERT -> start.followedBy(Optional.empty());
            case BERT_RCNN_ATT ->
                start.followedBy(start.rcnn().or(() -> Optional.of(RcnnArchitecture.on(start.hidden()))));
        };
    }
}
