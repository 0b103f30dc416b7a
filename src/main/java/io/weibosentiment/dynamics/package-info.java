/**
 * Models of opinion dynamics fitted to the trajectories of a run: exact optima with their proofs, figures, forecasts
 * and intervals. Comes after everything that makes the matrix.
 */
package io.weibosentiment.dynamics;
