/**
 * The configuration: immutable records, the keys that feed them, and how values come from options, files and defaults.
 * A key is declared once, in the record that it feeds, and has its default in {@code conf/reference.conf}.
 */
package io.weibosentiment.config;
