package io.weibosentiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigBuilderTest {

    @TempDir
    Path dir;

    @Test
    void gives_the_defaults_where_nothing_is_set() {
        assertThat(new JobConfigBuilder().build()).isEqualTo(TestConfig.with());
    }

    @Test
    void a_key_counts_more_than_the_file_and_the_later_value_more_than_the_earlier() throws IOException {
        Path file = Files.writeString(
                dir.resolve("job.conf"), "policy = paper\nscoring { batch-tokens = 1000, look-ahead = 77 }\n");

        JobConfig config = new JobConfigBuilder()
                .set("scoring.batch-tokens", 2000)
                .file(file.toString())
                .set(Map.of("scoring.batch-tokens", "3000"))
                .set("aggregate.windows", List.of("day", "6h"))
                .set("output.text", true)
                .build();

        assertThat(config.policy()).isEqualTo(TextPolicyName.PAPER);
        assertThat(config.scoring().batchTokens()).isEqualTo(3000);
        assertThat(config.scoring().lookAhead()).isEqualTo(77);
        assertThat(config.aggregate().windows()).hasSize(2);
        assertThat(config.output().text()).isTrue();
    }

    @Test
    void reports_every_problem_with_where_it_came_from() {
        JobConfigBuilder builder = new JobConfigBuilder()
                .file(dir.resolve("missing.conf").toString())
                .set("scoring.batch-token", 4000)
                .set("scoring.look-ahead", "many")
                .set("policy", null)
                .set("model.bundle", dir)
                .set("", "x");

        assertThatThrownBy(builder::build)
                .asInstanceOf(type(InvalidInputException.class))
                .satisfies(failure -> assertThat(failure.problems())
                        .hasSize(6)
                        .anyMatch(text -> text.startsWith("scoring.batch-token: no such key; did you mean"
                                + " 'scoring.batch-tokens'? (set(\"scoring.batch-token\", …))"))
                        .anyMatch(text -> text.startsWith("scoring.look-ahead: found 'many'"))
                        .anyMatch(text -> text.startsWith("policy: found null; expected a text, number"))
                        .anyMatch(text -> text.startsWith("model.bundle: found a sun.nio.fs."))
                        .anyMatch(text -> text.startsWith("'': cannot be set: "))
                        .anyMatch(text -> text.contains("missing.conf: cannot be read")));
    }
}
