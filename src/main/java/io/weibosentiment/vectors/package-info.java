/** Vectors of units learned from the sequences they stand in. Plain Java. */
package io.weibosentiment.vectors;
