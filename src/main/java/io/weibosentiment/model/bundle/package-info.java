/**
 * Model bundles: what they say of themselves, fetched once per host, verified, and opened as a featurizer and the
 * graph of the wanted precision.
 */
package io.weibosentiment.model.bundle;
