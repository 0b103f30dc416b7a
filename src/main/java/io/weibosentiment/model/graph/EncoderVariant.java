package io.weibosentiment.model.graph;

import io.weibosentiment.model.graph.BertArchitecture.Activation;
import java.util.OptionalInt;

/**
 * How an encoder, and the head on it, differ from BERT's.
 *
 * @param embedding the width of the embeddings if a dense layer takes them to the encoder's width once they are normalized
 *     (ALBERT: Lan et al. 2020, section 3.1; ELECTRA); empty: they are as wide as the encoder
 * @param padding the id of the padding token if positions are counted from it: a text's first token has the position after
 *     it, and the padding token itself, wherever it is, has it and moves no other on (RoBERTa); empty: they are counted
 *     from 0
 * @param taskTypes how many tasks have an embedding; that of task 0 is added to every token (ERNIE 2.0: Sun et al. 2020);
 *     0: none has
 * @param layerGroups how many sets of weights the layers share, each being that of as many layers, one after the other
 *     (ALBERT); a divisor of their number; empty: each layer has its own
 * @param pooler the activation between the head's two dense layers, of which the first is called the pooler
 */
public record EncoderVariant(
        OptionalInt embedding, OptionalInt padding, int taskTypes, OptionalInt layerGroups, Activation pooler) {

    /** No difference. */
    public static final EncoderVariant BERT =
            new EncoderVariant(OptionalInt.empty(), OptionalInt.empty(), 0, OptionalInt.empty(), Activation.TANH);

    /** The same with embeddings of this width, which a dense layer takes to the encoder's. */
    public EncoderVariant withEmbedding(int width) {
        return new EncoderVariant(OptionalInt.of(width), padding, taskTypes, layerGroups, pooler);
    }

    /** The same with positions that are counted from the padding token's id. */
    public EncoderVariant withPadding(int id) {
        return new EncoderVariant(embedding, OptionalInt.of(id), taskTypes, layerGroups, pooler);
    }

    /** The same with an embedding for each of so many tasks. */
    public EncoderVariant withTaskTypes(int count) {
        return new EncoderVariant(embedding, padding, count, layerGroups, pooler);
    }

    /** The same with layers that share so many sets of weights. */
    public EncoderVariant withLayerGroups(int groups) {
        return new EncoderVariant(embedding, padding, taskTypes, OptionalInt.of(groups), pooler);
    }

    /** The same with another activation in the head. */
    public EncoderVariant withPooler(Activation activation) {
        return new EncoderVariant(embedding, padding, taskTypes, layerGroups, activation);
    }
}
