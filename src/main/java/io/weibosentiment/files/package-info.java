/**
 * Small files that several processes share on any Hadoop file system, and the cache that the processes of a host share.
 */
package io.weibosentiment.files;
