/** The engine on each executor - native libraries, devices, batching, scoring. */
package io.weibosentiment.inference;
