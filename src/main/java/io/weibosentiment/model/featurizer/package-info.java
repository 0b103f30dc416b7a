/** Turns cleaned texts into the named inputs of a graph. Nothing outside knows what a text becomes on the way. */
package io.weibosentiment.model.featurizer;
