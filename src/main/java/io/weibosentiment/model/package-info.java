/**
 * The model, from bottom to top: {@code weights} and {@code featurizer}; {@code graph}, which is built from weights and
 * takes what a featurizer makes; {@code bundle}, which holds all three; {@code checkpoint}, which bundles are made
 * from.
 */
package io.weibosentiment.model;
