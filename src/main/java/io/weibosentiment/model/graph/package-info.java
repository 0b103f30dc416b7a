/** Builds the TensorFlow graph of an architecture from weights, for one arithmetic, as a SavedModel. */
package io.weibosentiment.model.graph;
