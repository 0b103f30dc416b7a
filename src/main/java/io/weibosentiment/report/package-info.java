/**
 * The page of a published run: its tables are read, reduced to what fits, and written with their charts into one file.
 */
package io.weibosentiment.report;
