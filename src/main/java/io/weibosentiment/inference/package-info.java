/** Scoring: distinct texts in, one score per text out, by a model that each executor loads once. */
package io.weibosentiment.inference;
