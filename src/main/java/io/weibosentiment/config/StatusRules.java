package io.weibosentiment.config;

/**
 * When the mean of a cell is of low reliability, which its status says with {@code u}, and when a run breaks the series.
 *
 * @param effectiveComments fewer effective comments are too few
 * @param effectivePosts fewer effective posts are too few for a blogger
 * @param standardError a larger standard error is too large
 * @param largestPostShare a larger share of one post in the weights of a blogger's posts is too large
 * @param breaks when a run breaks the series
 */
public record StatusRules(
        double effectiveComments,
        double effectivePosts,
        double standardError,
        double largestPostShare,
        BreakRules breaks) {

    public static final Key<Double> EFFECTIVE_COMMENTS = NotNegative.key("aggregate.status.effective-comments");
    public static final Key<Double> EFFECTIVE_POSTS = NotNegative.key("aggregate.status.effective-posts");
    public static final Key<Double> STANDARD_ERROR = NotNegative.key("aggregate.status.standard-error");
    public static final Key<Double> LARGEST_POST_SHARE = NotNegative.key("aggregate.status.largest-post-share");

    static StatusRules of(Key.Values values) {
        return new StatusRules(
                values.get(EFFECTIVE_COMMENTS),
                values.get(EFFECTIVE_POSTS),
                values.get(STANDARD_ERROR),
                values.get(LARGEST_POST_SHARE),
                BreakRules.of(values));
    }
}
