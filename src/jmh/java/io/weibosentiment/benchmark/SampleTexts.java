package io.weibosentiment.benchmark;

import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.files.HostCache;
import io.weibosentiment.model.bundle.BundleCache;
import io.weibosentiment.model.bundle.ModelBundle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/** Made-up texts and the bundled model, for measuring parts of the job in one process without Spark. */
final class SampleTexts {

    private static final int TEXT_COLUMN = CommentGenerator.SCHEMA.fieldIndex("text");

    private SampleTexts() {}

    static HostCache cache() {
        return HostCache.at(Optional.empty());
    }

    static ModelBundle bundle() throws IOException {
        return new BundleCache(cache(), new Configuration()).fetch(ModelConfig.BUNDLED);
    }

    /** {@code count} texts, always the same. */
    static List<String> texts(int count) throws IOException {
        GeneratedComment comment = new GeneratedComment(count, 10L * count, 1, ModelUnderTest.characters(bundle()));
        return LongStream.range(0, count)
                .mapToObj(number -> comment.row(number).getString(TEXT_COLUMN))
                .toList();
    }
}
