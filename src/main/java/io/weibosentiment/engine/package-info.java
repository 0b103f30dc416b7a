/**
 * TensorFlow on this host: its native library, offline switch, devices and sessions; independent of models and jobs.
 */
package io.weibosentiment.engine;
