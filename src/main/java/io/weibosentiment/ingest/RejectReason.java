package io.weibosentiment.ingest;

import java.util.Locale;

/** Why a row cannot be used; the label is the value of the {@code reason} column of {@code rejected_comments}. */
public enum RejectReason {
    /** Not a record of its format: broken JSON, the wrong number of CSV fields, a quote that never closes, too long. */
    MALFORMED,
    /** Bytes that are not text in the declared encoding. */
    NOT_DECODABLE,
    /** The file's header again, among the rows. */
    REPEATED_HEADER,
    /** Neither the row nor the file's path names the post. */
    NO_POST_ID,
    /** The post's id has lost digits, as a spreadsheet shows long numbers: {@code 4.9E+15}. */
    DAMAGED_ID,
    /** A scored comment's sentiment is missing or not a number from 0 to 1. */
    UNUSABLE_SENTIMENT,
    /** The comment's time is empty or in no known form. */
    UNREADABLE_TIME,
    /** The comment's time is relative to the crawl's ("5分钟前") or lacks its year, and the crawl's time is unknown. */
    TIME_NEEDS_CRAWL_TIME;

    /** The reason in snake case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
