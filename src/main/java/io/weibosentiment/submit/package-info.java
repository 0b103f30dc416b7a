/**
 * What {@code submit/cluster.sh} passes to spark-submit: the user's options, Spark's files, our defaults, in this
 * order.
 */
package io.weibosentiment.submit;
