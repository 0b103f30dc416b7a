/** What is known of emotional words: an ontology that its user gives, and vectors that stand for it. */
package io.weibosentiment.knowledge;
