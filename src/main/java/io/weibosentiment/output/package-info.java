/** Tables, their publication, and the run manifest. */
package io.weibosentiment.output;
