/** Small files that several processes share on any Hadoop file system, and leases made of them. */
package io.weibosentiment.files;
