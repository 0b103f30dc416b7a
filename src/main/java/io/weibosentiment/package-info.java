/** Values that all steps of the job share; uses neither Spark nor DJL. */
package io.weibosentiment;
