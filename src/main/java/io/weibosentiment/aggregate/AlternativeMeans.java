package io.weibosentiment.aggregate;

import io.weibosentiment.Sentiment;
import io.weibosentiment.config.RuleDecided;

/**
 * The means of a post's comments in one window under the alternatives that need the comments. Sums are exact, so the
 * means do not depend on the comments' order.
 */
final class AlternativeMeans {

    private static final long NEUTRAL = ScaledSentiment.of(Sentiment.NEUTRAL);

    private final boolean isNeutralCounted;
    private final boolean isWeighted;
    private final WeightedMean byLikes = new WeightedMean();
    private final WeightedMean byOne = new WeightedMean();
    private final WeightedMean otherRules = new WeightedMean();
    private final WeightedMean withoutNeutral = new WeightedMean();
    private final WeightedMean withoutMostLiked = new WeightedMean();
    private long comments;
    private long counted;
    private long postLikes = -1;
    private long mostLikes = -1;
    private long mostLiked;

    /**
     * No comments yet.
     *
     * @param ruleDecided what comments count as that a rule decided
     * @param isWeighted whether comments weigh their likes + 1
     */
    AlternativeMeans(RuleDecided ruleDecided, boolean isWeighted) {
        this.isNeutralCounted = ruleDecided == RuleDecided.NEUTRAL;
        this.isWeighted = isWeighted;
    }

    /** Knows the likes of the post, of which the highest count seen is taken. */
    void ofPost(long likes) {
        postLikes = Math.max(postLikes, likes);
    }

    /** Counts a comment, whether or not it has a sentiment. */
    void comment() {
        comments++;
    }

    /** Takes a comment's score by the model, see {@link ScaledSentiment#of}. */
    void scored(long scaled, long likes) {
        count(scaled, likes);
        otherRules.add(scaled, isWeighted ? likes : 0);
        if (scaled != NEUTRAL) {
            withoutNeutral.add(scaled, isWeighted ? likes : 0);
        }
    }

    /** Takes a comment that a rule decided. */
    void byRule(long likes) {
        if (isNeutralCounted) {
            count(NEUTRAL, likes);
            withoutNeutral.add(NEUTRAL, isWeighted ? likes : 0);
        } else {
            otherRules.add(NEUTRAL, isWeighted ? likes : 0);
        }
    }

    private void count(long scaled, long likes) {
        counted++;
        byLikes.add(scaled, likes);
        byOne.add(scaled, 0);
        boolean isMostLiked = likes > mostLikes || (likes == mostLikes && scaled < mostLiked);
        if (!isMostLiked) {
            withoutMostLiked.add(scaled, isWeighted ? likes : 0);
            return;
        }
        if (mostLikes >= 0) {
            withoutMostLiked.add(mostLiked, isWeighted ? mostLikes : 0);
        }
        mostLikes = likes;
        mostLiked = scaled;
    }

    /** Its values, in the order of {@link PostAlternatives#SCHEMA} from {@code post_likes} on. */
    Object[] values() {
        return new Object[] {
            postLikes < 0 ? null : postLikes,
            comments,
            counted,
            mean(byLikes),
            mean(byOne),
            mean(otherRules),
            mean(withoutNeutral),
            mean(withoutMostLiked),
            mostLikes < 0 ? null : mostLikes
        };
    }

    private static Double mean(WeightedMean mean) {
        return mean.weights() > 0 ? mean.mean() : null;
    }
}
