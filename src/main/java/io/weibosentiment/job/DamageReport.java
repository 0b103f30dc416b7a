package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.ingest.DamagedValues;
import io.weibosentiment.run.Run;
import io.weibosentiment.util.Counted;
import java.util.Locale;

/** Reports what is wrong with values of rows that were kept, and stops the run where ids cannot be believed. */
final class DamageReport {

    /** How to get whole ids. */
    static final String CURE =
            "Spreadsheets take the last digits from ids of 16 digits (4.9E+15, ####, or a 0 at the end)"
                    + " and programs write them as 4900123456789012.0: export them again as text from where they are whole";

    /** So many of so few are no accident. */
    private static final double TELLING_SHARE = 0.5;

    private static final long TELLING_IDS = 5;

    private final Run run;
    private final RejectLimit limit;

    /** @param limit how many comments may have an id that cannot be believed */
    DamageReport(Run run, RejectLimit limit) {
        this.run = run;
        this.limit = limit;
    }

    /**
     * Reports {@code damaged}.
     *
     * @param kept the comments that were kept
     * @throws InvalidInputException if too many ids are damaged
     */
    void comments(DamagedValues damaged, long kept) {
        run.fact("damaged_values", damaged);
        if (damaged.sharedIds() > 0) {
            String found = ofAll(damaged.sharedIds(), Counted.of(kept, "comment"), "has", "have")
                    + " an id that a comment with another text or writer has too";
            if (limit.exceededBy(damaged.sharedIds(), kept)) {
                throw refused(found, "read without the column of comment ids");
            }
            run.warn(found + "; each is kept. " + CURE);
        }
        rounded("comments", damaged.longIds(), damaged.roundedIds());
        unread(damaged, "");
    }

    /** Reports the values of files of posts that could not be read; their ids are reported with all posts. */
    void posts(DamagedValues damaged) {
        run.fact("damaged_values_of_posts", damaged);
        unread(damaged, " in files of posts");
    }

    private void unread(DamagedValues damaged, String where) {
        damaged.unread()
                .forEach((field, unread) -> run.warn(String.format(
                        Locale.ROOT,
                        "%s of %s%s could not be read, and %s, such as '%s'",
                        Counted.of(unread.values(), "value"),
                        field,
                        where,
                        unread.values() == 1 ? "counts as missing" : "count as missing",
                        String.join("', '", unread.examples()))));
    }

    /**
     * Reports ids that a spreadsheet may have rounded.
     *
     * @param whose what they are the ids of
     * @param ids those with more digits than a spreadsheet keeps
     * @param rounded those of them that end as a rounded one
     */
    void rounded(String whose, long ids, long rounded) {
        String found = ofAll(rounded, Counted.of(ids, "id") + " of " + whose, "ends", "end") + " in one 0";
        if (ids >= TELLING_IDS && rounded >= TELLING_SHARE * ids) {
            run.warn(found + ", of which one in eleven would by chance: different " + whose + " may have become one. "
                    + CURE);
        }
    }

    /**
     * Reports posts that are said to be of different bloggers.
     *
     * @throws InvalidInputException if too many are
     */
    void bloggers(long posts, long ofSeveral) {
        if (ofSeveral == 0) {
            return;
        }
        String found = ofAll(ofSeveral, Counted.of(posts, "post"), "is", "are") + " said to be of different bloggers";
        if (limit.exceededBy(ofSeveral, posts)) {
            throw refused(found, "make the ids of posts unique among bloggers");
        }
        run.warn(found + "; each counts for one of them. " + CURE);
    }

    /** So many of {@code all}, with the verb that goes with the number. */
    private static String ofAll(long number, String all, String one, String several) {
        String of = "of " + all + " ";
        return Counted.of(number, of + one, of + several);
    }

    private InvalidInputException refused(String found, String otherwise) {
        return new InvalidInputException(found + "; at most " + limit.text() + " may be damaged. " + CURE + ", or "
                + otherwise + "; --max-rejected allows more");
    }
}
