/** Rows of input files as they were read, kept from run to run so that a file is parsed once. */
package io.weibosentiment.rows;
