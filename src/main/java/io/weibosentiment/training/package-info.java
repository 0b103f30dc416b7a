/** Trains classifiers on labelled texts: from examples to the best weights, in one task, with checkpoints. */
package io.weibosentiment.training;
