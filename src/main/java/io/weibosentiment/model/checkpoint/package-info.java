/** Makes bundles from Hugging Face checkpoints and SavedModels. */
package io.weibosentiment.model.checkpoint;
