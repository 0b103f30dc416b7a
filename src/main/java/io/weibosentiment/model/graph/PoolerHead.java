package io.weibosentiment.model.graph;

import java.util.Optional;
import org.tensorflow.Output;

/** The head of BERT and its kin: a dense layer over each text's first token, and the classifier. */
record PoolerHead(BertArchitecture bert, int labels, GraphParts parts) implements ClassifierHead {

    @Override
    public Rows rows() {
        return Rows.FIRST_TOKEN;
    }

    @Override
    public Output<?> logits(Output<?> first, BatchShape shape, Optional<Output<?>> mask) {
        Output<?> pooled = parts.encoder()
                .product(
                        first,
                        shape.texts(),
                        bert.hidden(),
                        bert.hidden(),
                        all -> parts.encoder()
                                .functions()
                                .activate(
                                        bert.variant().pooler(),
                                        parts.weights().exactDense(all, "pooler", bert.hidden(), bert.hidden())));
        return parts.encoder()
                .product(
                        parts.dropout().apply(pooled),
                        shape.texts(),
                        bert.hidden(),
                        labels,
                        all -> parts.weights().exactDense(all, "classifier", bert.hidden(), labels));
    }
}
