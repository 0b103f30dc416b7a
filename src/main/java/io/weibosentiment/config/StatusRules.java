package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.math.BigDecimal;

/**
 * When the mean of a cell is of low reliability, which its status says with {@code u}.
 *
 * @param effectiveComments fewer effective comments are too few
 * @param effectivePosts fewer effective posts are too few for a blogger
 * @param standardError a larger standard error is too large
 * @param largestPostShare a larger share of one post in the weights of a blogger's posts is too large
 */
public record StatusRules(
        double effectiveComments, double effectivePosts, double standardError, double largestPostShare) {

    public static final Key<Double> EFFECTIVE_COMMENTS = notNegative("aggregate.status.effective-comments");
    public static final Key<Double> EFFECTIVE_POSTS = notNegative("aggregate.status.effective-posts");
    public static final Key<Double> STANDARD_ERROR = notNegative("aggregate.status.standard-error");
    public static final Key<Double> LARGEST_POST_SHARE = notNegative("aggregate.status.largest-post-share");

    private static Key<Double> notNegative(String name) {
        return key(name)
                .parsed(ValueParsers::number, StatusRules::plain)
                .require(number -> number >= 0, StatusRules::plain, "0 or more");
    }

    /** As files have it: a whole number without a fraction. */
    private static String plain(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(number);
    }

    static StatusRules of(Key.Values values) {
        return new StatusRules(
                values.get(EFFECTIVE_COMMENTS),
                values.get(EFFECTIVE_POSTS),
                values.get(STANDARD_ERROR),
                values.get(LARGEST_POST_SHARE));
    }
}
