/** The pipeline as named steps, from configuration to published tables. */
package io.weibosentiment.job;
