/** The job's configuration: immutable, validated records, and how they are loaded from flags, files and defaults. */
package io.weibosentiment.config;
