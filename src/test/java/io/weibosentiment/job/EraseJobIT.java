package io.weibosentiment.job;

import static io.weibosentiment.job.ErasedCrawl.ERASED;
import static io.weibosentiment.job.ErasedCrawl.POST;
import static io.weibosentiment.job.ErasedCrawl.SAME_POST;
import static io.weibosentiment.job.ErasedCrawl.SHARED_TEXT;
import static io.weibosentiment.job.ErasedCrawl.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.ingest.IngestCounts;
import io.weibosentiment.run.RunSummary;
import io.weibosentiment.text.TextKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments that were erased are nowhere in the output folder, and do not come back. */
class EraseJobIT {

    @TempDir
    private Path folder;

    private ErasedCrawl crawl;

    @BeforeEach
    void write_crawl() throws IOException {
        crawl = new ErasedCrawl(folder);
    }

    @Test
    void tables_are_those_of_a_crawl_without_the_comment_and_nothing_else_holds_it() throws IOException {
        crawl.score("out", "crawl");
        crawl.score("out", "crawl");
        crawl.write("without", line -> !line.id().equals(ERASED));
        crawl.score("expected", "without");

        RunSummary erased = crawl.erase("out", new ErasedId(IdKind.COMMENT, ERASED));

        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
        assertThat(erased.manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(62, 59, 0, 3, Map.of("erased", 2L, "malformed", 1L)));
        assertThat(erased.manifest().json()).contains("\"reason\" : \"by law\"").doesNotContain(ERASED);
        crawl.assertNowhere("out", ERASED, TEXT, TextKey.of(TEXT));
        assertThat(crawl.scoresOf("out", TextKey.of("好看 8"))).isEqualTo(1);
    }

    @Test
    void what_was_erased_stays_away_from_the_next_crawl_and_is_counted() throws IOException {
        crawl.score("out", "crawl");
        crawl.erase("out", new ErasedId(IdKind.COMMENT, ERASED));
        Map<String, List<String>> expected = crawl.tables("out");

        RunSummary nextKept = crawl.score("out", "crawl");
        assertThat(crawl.tables("out")).isEqualTo(expected);
        assertThat(nextKept.manifest().facts().get("counts", IngestCounts.class))
                .contains(new IngestCounts(62, 59, 0, 3, Map.of("erased", 2L, "malformed", 1L)));
        assertThat(nextKept.hasRejects()).isTrue();
        assertThat(nextKept.outcome()).contains("62 read = 59 kept + 0 duplicates + 3 rejected");

        RunSummary nextParsed = crawl.score("out", "crawl", "input.kept-rows.enabled=false");
        assertThat(crawl.tables("out")).isEqualTo(expected);
        assertThat(nextParsed.manifest().facts().get("counts", IngestCounts.class))
                .isEqualTo(nextKept.manifest().facts().get("counts", IngestCounts.class));
        Files.write(
                folder.resolve("crawl/more.jsonl"),
                List.of(new ErasedCrawl.Line(7, ERASED, "p3", "1700000001", "user7", TEXT).json()));
        crawl.score("out", "crawl");
        assertThat(crawl.tables("out")).isEqualTo(expected);
        crawl.assertNowhere("out", ERASED, TEXT, TextKey.of(TEXT));
    }

    @Test
    void text_that_other_comments_have_keeps_its_score() throws IOException {
        crawl.score("out", "crawl");

        crawl.erase("out", new ErasedId(IdKind.COMMENT, "4900000000000009"));

        assertThat(crawl.scoresOf("out", TextKey.of(SHARED_TEXT))).isEqualTo(1);
        crawl.erase(
                "out",
                new ErasedId(IdKind.COMMENT, "4900000000000029"),
                new ErasedId(IdKind.COMMENT, "4900000000000049"));
        assertThat(crawl.scoresOf("out", TextKey.of(SHARED_TEXT))).isZero();
    }

    @Test
    void post_goes_with_all_its_comments_whichever_form_its_id_has() throws IOException {
        crawl.score("out", "crawl");
        crawl.score("out", "crawl");
        crawl.write("without", line -> line.i() % 4 != 0);
        crawl.score("expected", "without");

        crawl.erase("out", EraseRequest.id(IdKind.POST, SAME_POST, "--post"));

        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
        crawl.assertNowhere("out", POST, SAME_POST, TextKey.of("好看 8"));
        crawl.score("out", "crawl");
        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
    }

    @Test
    void blogger_goes_with_posts_comments_and_columns() throws IOException {
        crawl.score("out", "crawl");
        crawl.score("out", "crawl");
        crawl.write("without", line -> line.i() % 2 != 0);
        crawl.score("expected", "without");

        crawl.erase("out", new ErasedId(IdKind.BLOGGER, "1700000000"));

        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
        crawl.assertNowhere("out", "1700000000", "\"p2\"", POST);
        crawl.score("out", "crawl");
        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
    }

    @Test
    void user_goes_by_the_hash_that_the_tables_hold() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "a key of more than sixteen bytes");
        String[] users = {"output.users=true", "output.key-file=" + key};
        crawl.score("out", "crawl", users);
        crawl.score("out", "crawl", "output.users=false");
        crawl.score("out", "crawl", users);
        crawl.write("without", line -> !line.user().equals("user3"));
        crawl.score("expected", "without", users);
        String hash = new UserHash(Files.readAllBytes(key)).hash("user3");

        crawl.erase("out", EraseRequest.id(IdKind.USER, hash, "--user-hash"));

        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
        crawl.assertNowhere("out", "user3\"", hash, TextKey.of("好看 3"), "4900000000000013");
        crawl.score("out", "crawl", users);
        assertThat(crawl.tables("out")).isEqualTo(crawl.tables("expected"));
        assertThatThrownBy(() -> crawl.score("out", "crawl"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("users were erased in ", "output.key-file");
    }

    /** The store's scores of earlier runs, which are no longer kept, had keys of another kind. */
    @Test
    void score_goes_whatever_its_key_was_made_with() throws IOException {
        Path secret = Files.writeString(folder.resolve("text.key"), "a secret of more than sixteen bytes");
        String[] keyed = {"scoring.key-file=" + secret, "output.keep-runs=1"};
        crawl.score("out", "crawl", "output.keep-runs=1");
        crawl.score("out", "crawl", keyed);
        assertThat(crawl.scoresOf("out", TextKey.of(TEXT))).isEqualTo(1);

        crawl.erase("out", new ErasedId(IdKind.COMMENT, ERASED));

        assertThat(crawl.scoresOf("out", TextKey.of(TEXT))).isZero();
        assertThat(crawl.scoresOf("out", TextKey.of("好看 8"))).isEqualTo(1);
        crawl.assertNowhere("out", ERASED, TEXT, TextKey.of(TEXT));
    }

    @Test
    void ids_that_nobody_has_change_nothing() throws IOException {
        crawl.score("out", "crawl");
        String before = Files.readString(folder.resolve("out/manifest.json"));

        assertThatThrownBy(() -> crawl.erase("out", new ErasedId(IdKind.COMMENT, "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has any of the ids given (1), such as [comment 1]; nothing was done");
        assertThatThrownBy(() -> crawl.erase("out"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nothing to erase");

        assertThat(Files.readString(folder.resolve("out/manifest.json"))).isEqualTo(before);
        assertThat(folder.resolve("out/_erased")).doesNotExist();
        assertThat(folder.resolve("out/_lease.json")).doesNotExist();
    }
}
