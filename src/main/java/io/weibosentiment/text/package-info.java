/** Text policies - raw text to the text that is scored, or to the rule that decided it. */
package io.weibosentiment.text;
