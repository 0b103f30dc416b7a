/**
 * Model bundles: made from checkpoints or wrapped SavedModels by the importer, fetched once per host, and turned there
 * into the TensorFlow graph of the wanted precision and the featurizer that feeds it.
 */
package io.weibosentiment.model;
