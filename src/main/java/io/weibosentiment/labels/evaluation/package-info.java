/** How well scores fit the labels of people, or the scores of others: from rows to figures. */
package io.weibosentiment.labels.evaluation;
