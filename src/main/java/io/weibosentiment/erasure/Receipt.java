package io.weibosentiment.erasure;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an erasure did, without what it erased.
 *
 * @param edition the number of the erasure in its output folder, from 1
 * @param state {@code pending} until everything is gone, then {@code done}
 * @param reason why
 * @param run the run that was published without what was erased; empty until it is
 * @param started when it began, in ISO 8601
 * @param finished when everything was gone; empty until then
 * @param requested how many ids of each kind were given
 * @param kinds the kinds of the ids that are left out from then on
 * @param removed how much went, by where it was
 */
public record Receipt(
        int edition,
        String state,
        String reason,
        String run,
        String started,
        String finished,
        Map<String, Long> requested,
        java.util.List<String> kinds,
        Map<String, Long> removed) {

    /** The state of an erasure that was begun and has not ended. */
    public static final String PENDING = "pending";

    static final String DONE = "done";

    public Receipt {
        requested = Collections.unmodifiableMap(new LinkedHashMap<>(requested));
        kinds = java.util.List.copyOf(kinds);
        removed = Collections.unmodifiableMap(new LinkedHashMap<>(removed));
    }

    /** Whether the erasure was begun and not finished. */
    public boolean isPending() {
        return state.equals(PENDING);
    }

    /** This receipt with {@code rows} more that went from {@code place}. */
    Receipt with(String place, long rows) {
        Map<String, Long> all = new LinkedHashMap<>(removed);
        all.merge(place, rows, Long::sum);
        return new Receipt(edition, state, reason, run, started, finished, requested, kinds, all);
    }

    /** This receipt of an erasure that is complete. */
    public Receipt done(String publishedRun, Instant now) {
        return new Receipt(edition, DONE, reason, publishedRun, started, now.toString(), requested, kinds, removed);
    }
}
