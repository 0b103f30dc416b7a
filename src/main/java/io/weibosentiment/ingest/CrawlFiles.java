package io.weibosentiment.ingest;

import io.weibosentiment.config.InputConfig;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

public record CrawlFiles(InputFiles comments, Optional<InputFiles> posts) {
    public static CrawlFiles check(SparkSession spark, InputConfig input) {
        Optional<InputFiles> posts = input.posts().paths().isEmpty()
                ? Optional.empty()
                : Optional.of(InputFiles.check(
                        spark,
                        new InputConfig(
                                input.posts().paths(),
                                input.preset(),
                                input.format(),
                                input.encoding(),
                                input.zone(),
                                input.crawlTime(),
                                input.maxRejected(),
                                java.util.Map.of(),
                                java.util.Map.of(),
                                input.posts(),
                                input.only()),
                        new RecordLayout(
                                        RecordKind.POST,
                                        java.util.Map.of(),
                                        java.util.Map.of(),
                                        java.util.Set.of(),
                                        java.util.Map.of(),
                                        RecordLayout.TextShape.PLAIN)
                                .with(input.posts().columns(), input.posts().pathPatterns())));
        return new CrawlFiles(InputFiles.check(spark, input), posts);
    }

    public String described() {
        return comments.described();
    }
}
