/** Commands, options and exit codes; the only place that ends the process. */
package io.weibosentiment.cli;
