/** Small things that every package may use: hashes, checks before a run, Hadoop settings. */
package io.weibosentiment.util;
