/**
 * Small files that several processes share on any Hadoop file system, the cache that the processes of a host share, and
 * what is done with local folders.
 */
package io.weibosentiment.files;
