package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.ingest.DamagedValues;
import io.weibosentiment.run.Run;
import java.util.Locale;

/** Reports what is wrong with values of rows that were kept, and stops the run where ids cannot be believed. */
final class DamageReport {

    private DamageReport() {}

    /**
     * Reports {@code damaged}.
     *
     * @param kept the comments that were kept
     * @param limit how many of them may share an id
     * @throws InvalidInputException if more do
     */
    static void of(Run run, DamagedValues damaged, long kept, RejectLimit limit) {
        run.fact("damaged_values", damaged);
        if (damaged.sharedIds() > 0) {
            String found = String.format(
                    Locale.ROOT,
                    "%,d of %,d comments have an id that a comment with another text or writer has too",
                    damaged.sharedIds(),
                    kept);
            if (limit.exceededBy(damaged.sharedIds(), kept)) {
                throw new InvalidInputException(found
                        + ", more than " + limit.text() + ". Spreadsheets take the last digits from ids of 16 digits"
                        + " (4.9E+15, or a 0 at the end): export them again as text, or read without the column of"
                        + " comment ids; --max-rejected allows more");
            }
            run.warn(found + "; all are kept");
        }
        damaged.unread()
                .forEach((field, unread) -> run.warn(String.format(
                        Locale.ROOT,
                        "%,d values of %s could not be read and count as missing, such as '%s'",
                        unread.values(),
                        field,
                        String.join("', '", unread.examples()))));
    }
}
