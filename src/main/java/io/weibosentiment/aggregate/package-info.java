/** Comment scores to tables of sentiment per post, blogger and window. */
package io.weibosentiment.aggregate;
