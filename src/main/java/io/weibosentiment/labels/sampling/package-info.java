/** From a run's scored comments to a sheet of those that people are to label. */
package io.weibosentiment.labels.sampling;
