package io.weibosentiment.dynamics;

import java.util.OptionalInt;

/**
 * A number about a model.
 *
 * @param model the model's name, or that of a baseline
 * @param agent the agent's place; empty for the whole
 * @param measure what it is
 */
record Figure(String model, OptionalInt agent, String measure, double value) {}
