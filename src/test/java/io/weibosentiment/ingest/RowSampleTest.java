package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.RejectLimitExceededException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import io.weibosentiment.config.RejectLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowSampleTest {

    private static final String GOOD = "{\"post\":\"1\",\"text\":\"好\"}\n";
    private static final String BAD = "{\"text\":\"好\"}\n";

    @TempDir
    private Path folder;

    private RowSample sample() throws IOException {
        TestInput input =
                TestInput.of(Preset.NONE, folder).withColumns(Map.of(Field.POST_ID, "post", Field.TEXT, "text"));
        return RowSample.of(TestSpark.session(), input.check());
    }

    @Test
    void counts_exactly_what_a_small_input_will_reject() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), GOOD.repeat(90));
        Files.writeString(folder.resolve("b.jsonl"), GOOD.repeat(2) + BAD + "{\"text\n" + GOOD);
        RowSample sample = sample();
        assertThat(sample.rows()).isEqualTo(95);
        assertThat(sample.reasons()).containsOnly(entry("no_post_id", 1L), entry("malformed", 1L));
        assertThat(sample.share()).isCloseTo(2 / 95., within(1e-12));
        assertThat(sample.examples())
                .hasSize(2)
                .anyMatch(example -> example.contains("b.jsonl:3 no_post_id"))
                .anyMatch(example -> example.contains("b.jsonl:4 malformed"));
        assertThat(sample.within(RejectLimit.parse("3%"))).contains("about 2.1 % of the rows cannot be used");
        assertThatThrownBy(() -> sample.within(RejectLimit.parse("2%")))
                .isInstanceOf(RejectLimitExceededException.class)
                .hasMessageContaining("more than the limit of 2%");
        assertThatThrownBy(() -> sample.within(RejectLimit.parse("1"))).hasMessageContaining("limit of 1:");
    }

    @Test
    void finds_bad_files_that_are_not_the_first() throws IOException {
        for (int i : IntStream.range(0, 40).toArray()) {
            Files.writeString(folder.resolve("f" + (100 + i) + ".jsonl"), i < 20 ? GOOD.repeat(10) : BAD.repeat(10));
        }
        assertThat(sample().share()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void reads_parquet_too() throws IOException {
        TestSpark.session()
                .sql("select if(id < 3, null, 'p') as post, 'x' as text from range(10)")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("p").toString());
        assertThat(sample().share()).isCloseTo(0.3, within(1e-9));
    }
}
