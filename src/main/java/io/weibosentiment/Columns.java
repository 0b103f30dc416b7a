package io.weibosentiment;

/** The names of the columns in the Datasets between the steps and in the published tables. */
public final class Columns {

    public static final String SOURCE_FILE = "source_file";
    public static final String LINE = "line";
    public static final String RAW = "raw";
    public static final String REASON = "reason";
    public static final String DETAIL = "detail";

    public static final String BLOGGER_ID = "blogger_id";
    public static final String POST_ID = "post_id";
    public static final String COMMENT_ID = "comment_id";
    public static final String USER_ID = "user_id";

    /** The commenter as a keyed hash. */
    public static final String USER_HASH = "user_hash";

    public static final String TEXT = "text";
    public static final String COMMENT_TIME = "comment_time";
    public static final String POST_TIME = "post_time";
    public static final String LIKES = "likes";
    public static final String POST_LIKES = "post_likes";
    public static final String CRAWL_TIME = "crawl_time";
    public static final String COPIES = "copies";
    public static final String KNOWN = "known";
    public static final String SEVERAL_BLOGGERS = "several_bloggers";
    public static final String POST_KEY = "post_key";
    public static final String POST_TEXT = "post_text";
    public static final String TOPICS = "topics";
    public static final String POST_SENTIMENT = "post_sentiment";

    public static final String CLEANED_TEXT = "cleaned_text";
    public static final String TEXT_KEY = "text_key";
    public static final String SENTIMENT = "sentiment";
    public static final String LABEL = "label";

    /** The probability of each of the model's labels, in their order. */
    public static final String PROBABILITIES = "probabilities";

    /** The share of each of the model's labels. */
    public static final String LABEL_SHARES = "label_shares";

    public static final String DECIDED_BY = "decided_by";
    public static final String TOKENS = "tokens";
    public static final String TRUNCATED = "truncated";

    public static final String WINDOW = "window";
    public static final String WINDOW_START = "window_start";
    public static final String WINDOW_END = "window_end";
    public static final String POSTS = "posts";
    public static final String POSTS_WITHOUT_COMMENTS = "posts_without_comments";
    public static final String COMMENTS = "comments";
    public static final String SCORED = "scored";
    public static final String NEUTRAL = "neutral";
    public static final String COMMENTERS = "commenters";
    public static final String SENTIMENT_UNWEIGHTED = "sentiment_unweighted";
    public static final String STDDEV = "stddev";
    public static final String P10 = "p10";
    public static final String P50 = "p50";
    public static final String P90 = "p90";
    public static final String POSITIVE_SHARE = "positive_share";
    public static final String WEIGHT_SUM = "weight_sum";
    public static final String COMPLETE = "complete";
    public static final String SENTIMENT_SE = "sentiment_se";
    public static final String EFFECTIVE_COMMENTS = "effective_comments";
    public static final String EFFECTIVE_POSTS = "effective_posts";
    public static final String LARGEST_POST_SHARE = "largest_post_share";
    public static final String STATUS = "status";
    public static final String CORRECTED_SENTIMENT = "corrected_sentiment";
    public static final String CORRECTED_SE = "corrected_se";
    public static final String CORRECTED_LOW = "corrected_low";
    public static final String CORRECTED_HIGH = "corrected_high";

    public static final String RUN = "run";
    public static final String LOWEST = "lowest";
    public static final String HIGHEST = "highest";
    public static final String SPREAD = "spread";
    public static final String MOVED_MOST_BY = "moved_most_by";
    public static final String MOVED_BY = "moved_by";
    public static final String WITHOUT_VALUE = "without_value";

    private Columns() {}
}
