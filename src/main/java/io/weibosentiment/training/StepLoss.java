package io.weibosentiment.training;

import java.io.Serializable;

/**
 * The loss about a step.
 *
 * @param step the step's number, from 1
 * @param loss the mean loss of this step and those before it since the last point
 */
public record StepLoss(long step, double loss) implements Serializable {}
