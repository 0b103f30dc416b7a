/**
 * Measures the job: whole runs beside other ways to score, and its parts; compiled by the Maven profile benchmark only.
 */
package io.weibosentiment.benchmark;
