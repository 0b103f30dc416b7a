/** Texts to characters, words, parts of speech and radicals. Plain Java and HanLP, whose dictionaries are in its jar. */
package io.weibosentiment.words;
