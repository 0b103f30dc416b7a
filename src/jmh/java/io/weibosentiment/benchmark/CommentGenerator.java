package io.weibosentiment.benchmark;

import io.weibosentiment.Columns;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes up comments whose lengths, repeats, posts, bloggers and likes are spread as those of 65,734 real ones. Every
 * row follows from the seed and its number, so that executors make them independently and the driver holds none.
 *
 * @param comments how many
 * @param texts how many texts they are drawn from; few of them often, most of them rarely
 * @param seed the same seed gives the same comments
 */
record CommentGenerator(long comments, long texts, long seed) {

    /** What a comment's columns are called; times are Beijing's. */
    static final StructType SCHEMA = new StructType()
            .add(Columns.BLOGGER_ID, DataTypes.StringType, false)
            .add(Columns.POST_ID, DataTypes.StringType, false)
            .add(Columns.COMMENT_ID, DataTypes.StringType, false)
            .add(Columns.USER_ID, DataTypes.StringType, false)
            .add(Columns.TEXT, DataTypes.StringType, false)
            .add(Columns.COMMENT_TIME, DataTypes.StringType, false)
            .add(Columns.POST_TIME, DataTypes.StringType, false)
            .add(Columns.LIKES, DataTypes.IntegerType, false)
            .add(Columns.POST_LIKES, DataTypes.IntegerType, false);

    /** How many texts to draw from for each comment, so that about a fifth of the comments repeat another. */
    private static final int TEXTS_PER_COMMENT = 10;

    private static final long ROWS_PER_PARTITION = 250_000;

    CommentGenerator {
        if (comments < 1 || texts < 1) {
            throw new IllegalArgumentException("comments " + comments + ", texts " + texts);
        }
    }

    /** Comments with as many repeats as real ones. */
    static CommentGenerator withUsualRepeats(long comments, long seed) {
        return new CommentGenerator(comments, Math.multiplyExact(comments, TEXTS_PER_COMMENT), seed);
    }

    /**
     * The comments, of {@link #SCHEMA}; made when they are asked for.
     *
     * @param characters the characters that texts are made of, the commonest first
     */
    Dataset<Row> generate(SparkSession spark, String characters) {
        return generate(spark, characters, 0, comments);
    }

    /**
     * As {@link #generate(SparkSession, String)}, those numbered {@code from} to {@code to} - 1, which may go beyond.
     */
    Dataset<Row> generate(SparkSession spark, String characters, long from, long to) {
        GeneratedComment comment = new GeneratedComment(comments, texts, seed, characters);
        int cores = spark.sparkContext().defaultParallelism();
        int partitions = Math.toIntExact(Math.max(cores, (to - from) / ROWS_PER_PARTITION));
        MapFunction<Long, Row> make = comment::row;
        return spark.range(from, to, 1, partitions).map(make, Encoders.row(SCHEMA));
    }

    /** The random numbers that belong to the {@code index}th thing of a kind. */
    static SplittableRandom random(long seed, long kind, long index) {
        // The generator's own mixing spreads neighbouring seeds.
        return new SplittableRandom(new SplittableRandom(seed * 31 + kind).nextLong() ^ index * 0x9E3779B97F4A7C15L);
    }

    /** A row of values in the order of {@link #SCHEMA}. */
    static Row row(Object... values) {
        return RowFactory.create(values);
    }
}
