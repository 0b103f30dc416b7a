package io.weibosentiment;

/**
 * The cluster application that this driver belongs to, and the number of the attempt: YARN restarts a driver that it
 * lost.
 *
 * @param application the application's id
 * @param number the attempt's number, from 1; 0 if nothing restarts the driver
 */
public record Attempt(String application, int number) {

    /** Whether {@code other} was an earlier attempt at the same application, and so has ended. */
    public boolean follows(Attempt other) {
        return application.equals(other.application) && other.number > 0 && other.number < number;
    }
}
