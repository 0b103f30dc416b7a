/** From a run's cells and people's labels of some comments to corrected means and their intervals. */
package io.weibosentiment.labels.correction;
