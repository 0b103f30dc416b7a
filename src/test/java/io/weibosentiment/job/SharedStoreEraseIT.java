package io.weibosentiment.job;

import static io.weibosentiment.job.ErasedCrawl.ERASED;
import static io.weibosentiment.job.ErasedCrawl.SHARED_TEXT;
import static io.weibosentiment.job.ErasedCrawl.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.text.TextKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two outputs of one crawl share a store: what one erases stays with the other, as it was, until that erases it too. */
class SharedStoreEraseIT {

    private static final IngestCounts WHOLE = new IngestCounts(62, 60, 0, 2, Map.of("malformed", 2L));

    @TempDir
    private Path folder;

    private ErasedCrawl crawl;
    private String[] shared;

    @BeforeEach
    void write_crawl() throws IOException {
        crawl = new ErasedCrawl(folder);
        shared = new String[] {"scoring.store=" + folder.resolve("both/store")};
    }

    @Test
    void other_output_has_all_its_comments_and_the_same_scores_night_after_night() throws IOException {
        score("a");
        score("b");
        Map<String, List<String>> whole = crawl.tables("b");

        crawl.erase("a", new ErasedId(IdKind.COMMENT, ERASED));
        Map<String, List<String>> without = crawl.tables("a");

        crawl.assertNowhere("a", ERASED, TEXT, TextKey.of(TEXT));
        assertThat(crawl.scoresOf("both", TextKey.of(TEXT))).isZero();
        assertThat(crawl.scoresOf("both", TextKey.of(SHARED_TEXT))).isEqualTo(1);
        assertThat(crawl.tables("b")).isEqualTo(whole);
        for (int night = 0; night < 3; night++) {
            RunSummary other = score("b");
            assertThat(crawl.tables("b")).as("b, night %d", night).isEqualTo(whole);
            assertThat(counts(other)).as("b, night %d", night).isEqualTo(WHOLE);
            assertThat(crawl.scoresOf("both", TextKey.of(TEXT))).isEqualTo(1);
            RunSummary own = score("a");
            assertThat(crawl.tables("a")).as("a, night %d", night).isEqualTo(without);
            assertThat(counts(own).read()).isEqualTo(62);
            crawl.assertNowhere("a", ERASED, TEXT, TextKey.of(TEXT));
        }
    }

    @Test
    void what_both_have_erased_is_nowhere() throws IOException {
        score("a");
        score("b");
        crawl.erase("a", new ErasedId(IdKind.COMMENT, ERASED));
        score("b");
        crawl.erase("b", new ErasedId(IdKind.COMMENT, ERASED));

        crawl.assertNowhere("a", ERASED, TEXT, TextKey.of(TEXT));
        crawl.assertNowhere("b", ERASED, TEXT, TextKey.of(TEXT));
        crawl.assertNowhere("both", ERASED, TEXT, TextKey.of(TEXT));
        assertThat(crawl.tables("a")).isEqualTo(crawl.tables("b"));
        score("b");
        score("a");
        assertThat(crawl.scoresOf("both", TextKey.of(TEXT))).isZero();
        assertThat(crawl.tables("a")).isEqualTo(crawl.tables("b"));
    }

    /** What each of two outputs leaves out is another comment; the rows that one has emptied are not the other's. */
    @Test
    void each_leaves_out_its_own() throws IOException {
        score("a");
        score("b");
        crawl.erase("a", new ErasedId(IdKind.COMMENT, ERASED));
        crawl.erase("b", new ErasedId(IdKind.COMMENT, "4900000000000009"));
        Map<String, List<String>> withoutOne = crawl.tables("a");
        Map<String, List<String>> withoutOther = crawl.tables("b");

        for (int night = 0; night < 2; night++) {
            score("a");
            score("b");
            assertThat(crawl.tables("a")).isEqualTo(withoutOne);
            assertThat(crawl.tables("b")).isEqualTo(withoutOther);
        }
        crawl.erase("a", new ErasedId(IdKind.BLOGGER, "1700000000"));
        score("b");
        assertThat(crawl.tables("b")).isEqualTo(withoutOther);
    }

    private RunSummary score(String output) {
        return crawl.score(output, "crawl", shared);
    }

    private static IngestCounts counts(RunSummary summary) {
        return summary.manifest().facts().get("counts", IngestCounts.class).orElseThrow();
    }
}
