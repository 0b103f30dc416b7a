package io.weibosentiment.report;

import java.io.IOException;
import java.util.List;

/** What the page reads of a run's tables, already reduced to what it can hold. */
interface PublishedTables {

    /** The windows of a kind with the most comments, in chronological order. */
    List<WindowTotals> windows(String kind, Limits limits) throws IOException;

    /** What there is of a kind in all. */
    KindTotals totals(String kind) throws IOException;

    /** All windows of the bloggers with the most comments that count. */
    List<BloggerCell> bloggerCells(String kind, Limits limits) throws IOException;

    /** How many posts have a mean in a window of a kind. */
    long posts(String kind) throws IOException;

    /**
     * All windows with a mean of the posts that moved their blogger's mean the most in any of them; among those that moved
     * none, as they are alone, the ones with the most comments.
     */
    List<PostCell> postCells(String kind, Limits limits) throws IOException;

    /** The distribution of the comments' scores. */
    ScoreCounts scores() throws IOException;
}
