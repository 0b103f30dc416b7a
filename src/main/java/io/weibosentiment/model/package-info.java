/** Model bundles, and the importer that makes them from checkpoints. */
package io.weibosentiment.model;
