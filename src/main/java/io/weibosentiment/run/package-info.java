/** What every command needs and that knows no step: the Spark session, stages, the console, and the wish to stop. */
package io.weibosentiment.run;
