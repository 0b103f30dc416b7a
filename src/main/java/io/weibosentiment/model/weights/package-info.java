/** Weights as files hold them: their types, and safetensors files read and written one tensor at a time. */
package io.weibosentiment.model.weights;
