package io.weibosentiment.model.graph;

/**
 * What the parts of a graph that is being built share.
 *
 * @param ops the operations
 * @param weights the weights
 * @param encoder the layers
 * @param dropout what is dropped of values
 */
record GraphParts(GraphOps ops, GraphWeights weights, BertEncoder encoder, Dropout dropout) {

    /** The parts of a graph whose weights are {@code nodes}. */
    static GraphParts of(
            BertArchitecture bert, Arithmetic arithmetic, GraphOps ops, WeightNodes nodes, Dropout dropout) {
        GraphWeights weights = new GraphWeights(bert, arithmetic, ops, nodes);
        return new GraphParts(ops, weights, new BertEncoder(bert, arithmetic, ops, weights, dropout), dropout);
    }
}
