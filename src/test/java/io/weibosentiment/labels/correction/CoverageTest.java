package io.weibosentiment.labels.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.aggregate.CommentInWindows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.collection.JavaConverters;

/** Intervals of many bloggers whose posts are drawn from a population, and whose scores are by a biased classifier. */
class CoverageTest {

    private static final int BLOGGERS = 3000;
    private static final int POSTS = 20;
    private static final double SHARE_LABELLED = 0.25;
    private static final double NORMAL_975 = 1.959963984540054;

    /** The type of none of them matters to a row that is not sent anywhere. */
    private static final StructType POST_COLUMNS = postColumns();

    /** A comment of the simulation. */
    private record Comment(int post, double score, double label, double likes, String key) {}

    /** How often intervals cover the population's mean, and how far the raw mean is from it on average. */
    private record Coverage(double covered, double missedByRaw, double biasOfCorrected) {}

    @ParameterizedTest
    @CsvSource({"1, false, 0.93", "0.7, false, 0.93", "1, true, 0.93", "0.7, true, 0.93"})
    void intervals_cover_the_populations_mean_and_raw_means_do_not(double tuning, boolean isPooled, double least) {
        Coverage coverage = coverage(tuning, isPooled);

        assertThat(coverage.covered()).isBetween(least, 0.97);
        assertThat(coverage.missedByRaw()).isGreaterThan(0.05);
        assertThat(coverage.biasOfCorrected()).isBetween(-0.004, 0.004);
    }

    private static Coverage coverage(double tuning, boolean isPooled) {
        Random random = new Random(20251126);
        int covered = 0;
        double missed = 0;
        double bias = 0;
        for (int i = 0; i < BLOGGERS; i++) {
            double truth = 0.3 + 0.3 * random.nextDouble();
            double[] postWeights = new double[POSTS];
            List<Comment> comments = comments(truth, postWeights, random);
            Row cell = cell(comments, postWeights, labelled(comments, random), tuning);
            double raw = raw(comments, postWeights);
            double mean = raw + cell.getDouble(isPooled ? 6 : 4);
            double error = cell.getDouble(isPooled ? 7 : 5);
            double quantile = isPooled ? cell.getDouble(8) : NORMAL_975;
            covered += Math.abs(mean - truth) <= quantile * error ? 1 : 0;
            missed += Math.abs(raw - truth);
            bias += mean - truth;
        }
        return new Coverage((double) covered / BLOGGERS, missed / BLOGGERS, bias / BLOGGERS);
    }

    /** Posts differ in how positive their comments are; the classifier takes many negative ones for positive. */
    private static List<Comment> comments(double truth, double[] postWeights, Random random) {
        List<Comment> comments = new ArrayList<>();
        for (int post = 0; post < POSTS; post++) {
            postWeights[post] = 1 + random.nextInt(20);
            double rate = truth + 0.25 * (2 * random.nextDouble() - 1);
            int size = 8 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                double label = random.nextDouble() < rate ? 1 : 0;
                double middle = label == 1 ? 0.85 : 0.4;
                double score = Math.max(0, Math.min(1, middle + 0.15 * random.nextGaussian()));
                comments.add(new Comment(post, score, label, random.nextInt(4), "k" + comments.size()));
            }
        }
        return comments;
    }

    /** A simple random sample without replacement from each band of scores. */
    private static List<Labelled> labelled(List<Comment> comments, Random random) {
        Map<Integer, List<Comment>> strata = new TreeMap<>();
        comments.forEach(comment -> strata.computeIfAbsent(Band.of(comment.score(), true), band -> new ArrayList<>())
                .add(comment));
        List<Labelled> labelled = new ArrayList<>();
        strata.forEach((band, all) -> {
            Collections.shuffle(all, random);
            int number = Math.max(Math.min(2, all.size()), (int) Math.round(SHARE_LABELLED * all.size()));
            for (Comment comment : all.subList(0, number)) {
                labelled.add(new Labelled(
                        comment.key(),
                        Labelled.post("b", post(comment)),
                        Optional.of("b"),
                        band,
                        comment.score(),
                        comment.label(),
                        (double) number / all.size()));
            }
        });
        return labelled;
    }

    private static String post(Comment comment) {
        return String.format("p%02d", comment.post());
    }

    @SuppressWarnings("deprecation") // What Scala 2.13 has instead, 2.12 lacks.
    private static Row cell(List<Comment> comments, double[] postWeights, List<Labelled> labelled, double tuning) {
        Correction.Sent correction = Correction.by(labelled, tuning, 2).sent();
        BloggerCorrection ofBlogger = new BloggerCorrection(correction.pools());
        for (int number = 0; number < POSTS; number++) {
            Row post = post(comments, number, correction);
            List<Object> values = new ArrayList<>(List.of(0L, "b", "day", 0L, post.getString(1)));
            values.add(raw(comments, number));
            values.add(postWeights[number]);
            for (String name : BloggerCorrection.OWN.subList(3, BloggerCorrection.OWN.size() - 1)) {
                values.add(post.get(PostCorrection.CELL.fieldIndex(name)));
            }
            values.add(JavaConverters.asScalaBuffer(shares(post)).toSeq());
            ofBlogger.add(new GenericRowWithSchema(values.toArray(), POST_COLUMNS));
        }
        return ofBlogger.row(RowFactory.create(0L, "b", "day", 0L));
    }

    private static Row post(List<Comment> comments, int number, Correction.Sent correction) {
        PostCorrection ofPost = new PostCorrection(new String[] {"day"}, new long[] {1}, correction);
        for (Comment comment : comments) {
            if (comment.post() == number) {
                Row row = RowFactory.create(
                        0L,
                        "b",
                        post(comment),
                        null,
                        true,
                        comment.score(),
                        false,
                        (long) comment.likes(),
                        0L,
                        0L,
                        comment.key());
                ofPost.add(new CommentInWindows(row, row.size() - 1));
            }
        }
        return ofPost.rows(new CommentInWindows.Post("b", String.format("p%02d", number)))
                .next();
    }

    private static StructType postColumns() {
        StructType columns = new StructType();
        for (String name : List.of("key", Columns.BLOGGER_ID, Columns.WINDOW, Columns.WINDOW_START)) {
            columns = columns.add(name, DataTypes.NullType);
        }
        for (String name : BloggerCorrection.OWN) {
            columns = columns.add(name, DataTypes.NullType);
        }
        return columns;
    }

    private static List<Double> shares(Row post) {
        List<Double> shares = new ArrayList<>();
        for (double share : post.<double[]>getAs(PostCorrection.CELL.size() - 1)) {
            shares.add(share);
        }
        return shares;
    }

    private static double raw(List<Comment> comments, int post) {
        double weights = 0;
        double sum = 0;
        for (Comment comment : comments) {
            if (comment.post() == post) {
                weights += comment.likes() + 1;
                sum += (comment.likes() + 1) * comment.score();
            }
        }
        return sum / weights;
    }

    private static double raw(List<Comment> comments, double[] postWeights) {
        double weights = 0;
        double sum = 0;
        for (int post = 0; post < POSTS; post++) {
            weights += postWeights[post];
            sum += postWeights[post] * raw(comments, post);
        }
        return sum / weights;
    }
}
