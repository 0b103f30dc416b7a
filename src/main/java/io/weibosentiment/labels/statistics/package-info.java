/** Figures, intervals and tests over labels and scores; plain Java, no Spark. */
package io.weibosentiment.labels.statistics;
