/**
 * Real components for integration tests - a Spark cluster and HDFS on this machine, the job in processes of its own.
 */
package io.weibosentiment.cluster;
