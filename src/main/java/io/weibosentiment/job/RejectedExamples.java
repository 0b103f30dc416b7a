package io.weibosentiment.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import io.weibosentiment.Columns;
import io.weibosentiment.util.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where rejected rows are and what is wrong with a few of them, in words that show nothing of what people wrote. */
final class RejectedExamples {

    private static final int MOST_REASONS = 5;
    private static final int MOST_ROWS = 3;
    private static final int MOST_FILES = 5;
    private static final int LONGEST_SHAPE = 30;
    /** Not an apostrophe. */
    private static final Pattern OPENING_QUOTE = Pattern.compile("(?<!\\p{L})'");

    private static final int LONGEST_DETAIL = 160;

    private RejectedExamples() {}

    /**
     * Lines about the rows of the most frequent reasons, and about the files with the most of them. Runs a few Spark
     * jobs.
     *
     * @param rejected source_file, line, reason, detail
     * @param byReason how many rows each reason rejected
     */
    static List<String> of(Dataset<Row> rejected, Map<String, Long> byReason) {
        List<String> lines = new ArrayList<>();
        byReason.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_REASONS)
                .forEach(reason -> lines.add(String.format(
                        Locale.ROOT,
                        "%s: %s, such as %s",
                        reason.getKey(),
                        Counted.of(reason.getValue(), "row"),
                        rows(rejected.where(col(Columns.REASON).equalTo(reason.getKey()))))));
        lines.add(files(rejected.groupBy(Columns.SOURCE_FILE).count()));
        return lines;
    }

    private static String rows(Dataset<Row> ofReason) {
        return ofReason
                .orderBy(Columns.SOURCE_FILE, Columns.LINE, Columns.DETAIL)
                .select(Columns.SOURCE_FILE, Columns.LINE, Columns.DETAIL)
                .limit(MOST_ROWS)
                .collectAsList()
                .stream()
                .map(RejectedExamples::row)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String row(Row row) {
        String place = row.getString(0) + (row.isNullAt(1) ? "" : ":" + row.getLong(1));
        return row.isNullAt(2) ? place : place + " (" + withoutText(row.getString(2)) + ")";
    }

    private static String files(Dataset<Row> counts) {
        List<Row> most = counts.orderBy(desc("count"), col(Columns.SOURCE_FILE))
                .limit(MOST_FILES)
                .collectAsList();
        String shown = most.stream()
                .map(file -> String.format(Locale.ROOT, "%s (%,d)", file.getString(0), file.getLong(1)))
                .collect(Collectors.joining(", "));
        long others = counts.count() - most.size();
        return "Files with the most of them: " + shown
                + (others == 0 ? "" : String.format(Locale.ROOT, ", and %,d more", others));
    }

    /** A detail with the form in place of what it quotes: {@code found '99/99'}. */
    static String withoutText(String detail) {
        Matcher opening = OPENING_QUOTE.matcher(detail);
        if (!opening.find()) {
            return cut(detail);
        }
        int first = opening.start();
        int last = detail.lastIndexOf('\'');
        String quoted = last > first ? detail.substring(first + 1, last) : detail.substring(first + 1);
        String after = last > first ? detail.substring(last + 1) : "";
        return cut(detail.substring(0, first) + "'" + shape(quoted) + "'" + after);
    }

    private static String cut(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
    }

    /** Each digit as 9, each ideograph as 字, each other letter as a; whatever is neither that nor ASCII as ?. */
    private static String shape(String text) {
        String start = text.codePoints()
                .limit(LONGEST_SHAPE)
                .mapToObj(RejectedExamples::shape)
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > LONGEST_SHAPE ? start + "…" : start;
    }

    private static String shape(int character) {
        if (Character.isDigit(character)) {
            return "9";
        }
        if (Character.isIdeographic(character)) {
            return "字";
        }
        if (Character.isLetter(character)) {
            return "a";
        }
        boolean isPlain = character >= ' ' && character < 0x7f;
        return isPlain ? Character.toString(character) : "?";
    }
}
