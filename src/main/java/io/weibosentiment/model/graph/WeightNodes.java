package io.weibosentiment.model.graph;

import org.tensorflow.Output;

/** Where weights become nodes of a graph: constants in one that is run, variables in one that is trained. */
interface WeightNodes {

    /** The node of a weight, the same however often it is asked for. */
    Output<?> node(WeightConstant weight);
}
