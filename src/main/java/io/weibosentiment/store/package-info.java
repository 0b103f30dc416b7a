/** The score store: scores kept from run to run, by text and by what computed them. */
package io.weibosentiment.store;
