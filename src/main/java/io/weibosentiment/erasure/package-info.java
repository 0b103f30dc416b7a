/** What was erased on request: which ids are left out from then on, and files rewritten without their rows. */
package io.weibosentiment.erasure;
