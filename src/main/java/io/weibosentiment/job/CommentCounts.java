package io.weibosentiment.job;

/**
 * What the comments of a run are, in the manifest's section {@code counts}.
 *
 * @param model comments that the model scored
 * @param rule comments that a rule gave a score to
 * @param unscored comments without a score
 * @param truncated comments whose text was cut
 * @param posts posts
 * @param postsWithoutTime posts whose time is not known
 */
record CommentCounts(long model, long rule, long unscored, long truncated, long posts, long postsWithoutTime) {

    /** All comments. */
    long kept() {
        return model + rule + unscored;
    }
}
