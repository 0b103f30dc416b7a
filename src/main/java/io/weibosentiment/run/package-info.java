/** What every command needs, independent of its steps: the Spark session, stages, the console, the stop signal. */
package io.weibosentiment.run;
