/** Values shared by every step of the job; knows neither Spark nor DJL. */
package io.weibosentiment;
