/** Text policies: raw text to the text to score, or to the rule that decided it. */
package io.weibosentiment.text;
