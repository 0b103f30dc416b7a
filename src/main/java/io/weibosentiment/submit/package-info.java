/** What {@code submit/cluster.sh} hands to spark-submit: the user's options above their files above our defaults. */
package io.weibosentiment.submit;
