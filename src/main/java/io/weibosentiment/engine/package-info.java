/** TensorFlow on this host: its native library, offline switch, devices and sessions; knows no model and no Spark job. */
package io.weibosentiment.engine;
