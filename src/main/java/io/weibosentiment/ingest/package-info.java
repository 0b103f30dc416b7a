/** Raw files to comments and rejected rows - formats, presets, times, duplicates. */
package io.weibosentiment.ingest;
