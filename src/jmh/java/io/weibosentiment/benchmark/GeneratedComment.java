package io.weibosentiment.benchmark;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;

/**
 * Makes one comment up from its number.
 *
 * @param comments how many there are
 * @param texts how many texts they are drawn from
 * @param seed the same seed gives the same comment
 * @param characters the characters that texts are made of, the commonest first
 */
record GeneratedComment(long comments, long texts, long seed, String characters) implements Serializable {

    /** Characters of a text, of all distinct ones. */
    private static final Quantiles LENGTH = new Quantiles(
            0, 1, .05, 3, .1, 4, .2, 5, .3, 7, .4, 8, .5, 10, .6, 12, .7, 15, .8, 18, .85, 21, .9, 28, .95, 38, .97, 48,
            .98, 57, .99, 77, .995, 99, .999, 143, 1, 200);

    /** By share of all comments: how far down the list of posts, the most commented first, it reaches. */
    private static final Quantiles POST = new Quantiles(
            0, 0, .066, .01, .117, .02, .24, .05, .415, .1, .635, .2, .762, .3, .836, .4, .887, .5, .923, .6, .95, .7,
            .974, .8, .991, .9, 1, 1);

    /** Likes of a comment. */
    private static final Quantiles LIKES =
            new Quantiles(0, 0, .76, 0, .869, 1, .925, 3, .958, 7, .977, 15, .987, 31, .994, 63, .998, 127, 1, 2000);

    /** The share of comments that the k commonest of n texts have is (k / n) to this power. */
    private static final double REPEATING = 0.4;

    /** The same for characters. */
    private static final double CHARACTER_SKEW = 0.35;

    /** The same for the posts of bloggers. */
    private static final double BLOGGER_SKEW = 0.5;

    private static final int COMMENTS_PER_POST = 74;
    private static final int POSTS_PER_BLOGGER = 88;
    private static final int FEWEST_BLOGGERS = 10;
    private static final int DAYS = 165;
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int MEAN_MINUTES_LATER = 600;
    private static final int POST_LIKES_FACTOR = 100;
    private static final int USERS_PER_COMMENT = 2;

    private static final int OF_COMMENT = 1;
    private static final int OF_TEXT = 2;
    private static final int OF_POST = 3;

    private static final LocalDateTime START = LocalDateTime.of(2023, 4, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** Comment {@code number} of {@link CommentGenerator#SCHEMA}. */
    Row row(long number) {
        SplittableRandom random = CommentGenerator.random(seed, OF_COMMENT, number);
        long post = below(posts(), POST.at(random.nextDouble()));
        LocalDateTime posted = posted(post);
        long later = (long) (-MEAN_MINUTES_LATER * Math.log(1 - random.nextDouble()));
        return CommentGenerator.row(
                "b" + blogger(post),
                "p" + post,
                "c" + number,
                "u" + random.nextLong(USERS_PER_COMMENT * comments),
                text(skewed(texts, REPEATING, random.nextDouble())),
                TIME.format(posted.plusMinutes(later).plusSeconds(random.nextInt(60))),
                TIME.format(posted),
                (int) LIKES.at(random.nextDouble()),
                postLikes(post));
    }

    /** The text that is the {@code rank}th commonest. */
    private String text(long rank) {
        SplittableRandom random = CommentGenerator.random(seed, OF_TEXT, rank);
        int length = (int) Math.round(LENGTH.at(random.nextDouble()));
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt((int) skewed(characters.length(), CHARACTER_SKEW, random.nextDouble())));
        }
        return text.toString();
    }

    private long posts() {
        return Math.max(1, comments / COMMENTS_PER_POST);
    }

    private long blogger(long post) {
        long bloggers = Math.max(FEWEST_BLOGGERS, posts() / POSTS_PER_BLOGGER);
        return skewed(
                bloggers,
                BLOGGER_SKEW,
                CommentGenerator.random(seed, OF_POST, post).nextDouble());
    }

    private LocalDateTime posted(long post) {
        return START.plusMinutes(
                CommentGenerator.random(seed, OF_POST, -1 - post).nextInt(DAYS * MINUTES_PER_DAY));
    }

    private int postLikes(long post) {
        SplittableRandom random = CommentGenerator.random(seed, OF_POST, ~Long.MIN_VALUE - post);
        return (int) (POST_LIKES_FACTOR * LIKES.at(random.nextDouble()));
    }

    /** A rank below {@code count}; the first {@code k} are drawn with probability (k / count) to {@code power}. */
    private static long skewed(long count, double power, double uniform) {
        return below(count, Math.pow(uniform, 1 / power));
    }

    private static long below(long count, double share) {
        return Math.min(count - 1, (long) (share * count));
    }
}
