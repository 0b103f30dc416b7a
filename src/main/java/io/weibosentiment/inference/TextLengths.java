package io.weibosentiment.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.weibosentiment.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * How much there is to score: the distinct texts by their length, which is what they cost.
 *
 * @param textsByLength how many texts have 0, 1, … characters that the model will see; longer ones are counted last
 */
public record TextLengths(List<Long> textsByLength) {

    /** What every text costs besides its characters, a Chinese one of which is about a token. */
    private static final int BESIDES_CHARACTERS = 2;

    /** Large enough that a partition's batches are full, small enough that a lost one is soon made again. */
    private static final long MOST_WORK_PER_PARTITION = 2_000_000;

    /** Below it a partition is not split further to even out the load. */
    private static final long LEAST_WORK_PER_PARTITION = 100_000;

    private static final int PARTITIONS_PER_CORE = 4;

    /** Texts of one length are dealt out by this many values of their key's hash. */
    private static final long HASHES = 1 << 20;

    /** Larger than any number of partitions, so multiplying by it deals them out in another order. */
    private static final long PRIME = 1_000_003;

    public TextLengths {
        textsByLength = List.copyOf(textsByLength);
    }

    /**
     * Measures {@code texts}; reads them once.
     *
     * @param mostTokens where the model cuts texts: a longer one costs no more, roughly
     */
    static TextLengths of(Dataset<Row> texts, int mostTokens) {
        Long[] counts = new Long[mostTokens + 1];
        Arrays.fill(counts, 0L);
        texts.groupBy(characters(mostTokens).as("characters"))
                .count()
                .collectAsList()
                .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
        return new TextLengths(List.of(counts));
    }

    private static Column characters(int most) {
        return least(length(col(Columns.CLEANED_TEXT)), lit(most));
    }

    /** About what a share of the texts is that was drawn without regard to length. */
    public TextLengths share(double share) {
        return new TextLengths(textsByLength.stream()
                .map(texts -> (long) Math.ceil(texts * share))
                .toList());
    }

    /** How many texts there are. */
    public long texts() {
        return textsByLength.stream().mapToLong(Long::longValue).sum();
    }

    /** What they cost together, in tokens, roughly. */
    public long work() {
        return IntStream.range(0, textsByLength.size()).mapToLong(this::workOf).sum();
    }

    private long workOf(int characters) {
        return textsByLength.get(characters) * (characters + BESIDES_CHARACTERS);
    }

    /**
     * Into how many partitions to divide it: at least one a core; several a core where each still is worth a task, so
     * that no core waits long for the last one; none larger than a fixed amount of work.
     */
    int partitions(int cores) {
        long work = work();
        long forBalance = Math.min((long) cores * PARTITIONS_PER_CORE, work / LEAST_WORK_PER_PARTITION);
        long forSize = (work + MOST_WORK_PER_PARTITION - 1) / MOST_WORK_PER_PARTITION;
        long wanted = Math.max(Math.max(cores, forBalance), forSize);
        return Math.toIntExact(Math.max(1, Math.min(wanted, Math.max(1, texts()))));
    }

    /**
     * The number of a text's partition, so that all have the same work and each has few lengths: texts are laid out by
     * length, those of one length by their key's hash, and the line is cut into equal parts. The parts are numbered
     * crosswise, so that what is done first is like what is done last.
     */
    Column partition(int partitions) {
        double[] before = new double[textsByLength.size()];
        double[] own = new double[textsByLength.size()];
        for (int characters = 0; characters < own.length; characters++) {
            own[characters] = workOf(characters);
            before[characters] = characters == 0 ? 0 : before[characters - 1] + own[characters - 1];
        }
        Column index = characters(own.length - 1).plus(1);
        Column hash = pmod(xxhash64(col(Columns.TEXT_KEY)), lit(HASHES)).divide(lit(HASHES));
        Column place =
                element_at(lit(before), index).plus(element_at(lit(own), index).multiply(hash));
        Column part =
                least(floor(place.multiply(lit(partitions / Math.max(1, (double) work())))), lit(partitions - 1L));
        return pmod(part.multiply(lit(PRIME)), lit((long) partitions)).cast(DataTypes.IntegerType);
    }
}
