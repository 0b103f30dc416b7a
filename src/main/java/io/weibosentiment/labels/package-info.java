/** What people say of comments: which are drawn for them to label, and what follows from their labels. */
package io.weibosentiment.labels;
