package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.InputConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What an input is made of.
 *
 * @param comments the files of raw comments
 * @param posts the files that tell of posts, if there are any
 * @param passedOver the files that are not read
 */
public record CrawlFiles(InputFiles comments, Optional<InputFiles> posts, PassedOver passedOver) {

    /**
     * What the manifest says of the input's files.
     *
     * @param commentFiles how many hold comments
     * @param postFiles how many hold posts
     * @param filesPassedOver how many are not read
     * @param passedOverReasons how many are not read for each reason
     */
    public record Facts(long commentFiles, long postFiles, long filesPassedOver, Map<String, Long> passedOverReasons) {}

    /**
     * Finds the files of {@code input} and checks them before any work is done.
     *
     * @throws InvalidInputException with every problem found: paths that match nothing or hold no comments, a file
     *     whose format is not known, an encoding that cannot be read, fields that nothing gives, columns that the data lacks
     */
    public static CrawlFiles check(SparkSession spark, InputConfig input) {
        CrawlCheck.Found found = new CrawlCheck(spark, input).files();
        return new CrawlFiles(found.comments(), found.posts(), found.passedOver());
    }

    /** The counts for the manifest. */
    public Facts facts() {
        return new Facts(
                comments.files(), posts.map(InputFiles::files).orElse(0), passedOver.files(), passedOver.byReason());
    }

    /** How many bytes of text all files hold, about, see {@link InputFiles#textBytes}. */
    public long textBytes() {
        return comments.textBytes() + posts.map(InputFiles::textBytes).orElse(0L);
    }

    private String describedWith(InputFiles postFiles) {
        return String.format(
                Locale.ROOT,
                "%,d %s of comments and %,d of posts, %,.1f MB stored%s",
                comments.files(),
                comments.files() == 1 ? "file" : "files",
                postFiles.files(),
                (comments.bytes() + postFiles.bytes()) / 1e6,
                comments.separated());
    }

    /**
     * What the manifest says of the input's tables.
     *
     * @param comments those of comments
     * @param posts those of posts
     */
    public record Tables(List<CatalogTable.Facts> comments, List<CatalogTable.Facts> posts) {

        public Tables {
            comments = List.copyOf(comments);
            posts = List.copyOf(posts);
        }
    }

    /** The tables for the manifest, if any is read. */
    public Optional<Tables> tables() {
        Tables tables = new Tables(facts(comments), posts.map(CrawlFiles::facts).orElse(List.of()));
        return tables.comments().isEmpty() && tables.posts().isEmpty() ? Optional.empty() : Optional.of(tables);
    }

    private static List<CatalogTable.Facts> facts(InputFiles files) {
        return files.tables().stream().map(CatalogTable::facts).toList();
    }

    /** The numbers of files and their size, and the tables, for the console. */
    public String described() {
        List<String> parts = new ArrayList<>();
        boolean isOfFiles = comments.tables().isEmpty()
                && posts.stream().allMatch(files -> files.tables().isEmpty());
        if (isOfFiles && posts.isPresent()) {
            parts.add(describedWith(posts.get()));
        } else {
            parts.add(comments.described());
            posts.ifPresent(files -> parts.add("posts: " + files.described()));
        }
        if (passedOver.files() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d passed over %s", passedOver.files(), passedOver.byReason()));
        }
        return String.join("; ", parts);
    }

    /**
     * What a user should know of: odd files among those that are read, and files passed over that may hold comments.
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(comments.warnings());
        posts.ifPresent(files -> warnings.addAll(files.warnings()));
        warnings.addAll(passedOver.warnings());
        return warnings;
    }
}
