package io.weibosentiment;

/**
 * Which application of a cluster this is, and which attempt at it: YARN starts a driver again that it ran and lost.
 *
 * @param application the application's id
 * @param number the attempt's number, from 1; 0 where nobody starts the driver again
 */
public record Attempt(String application, int number) {

    /** Whether {@code other} was an earlier attempt at the same application, and so is over. */
    public boolean follows(Attempt other) {
        return application.equals(other.application) && other.number > 0 && other.number < number;
    }
}
