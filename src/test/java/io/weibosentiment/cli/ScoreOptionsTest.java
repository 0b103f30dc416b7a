package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.OutputConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScoreOptionsTest {

    private static OutputConfig parsed(String... arguments) {
        ScoreOptions options = new ScoreOptions();
        CommandLine.populateCommand(options, arguments);
        return new ConfigLoader(Map.of()).load(options.sources()).output();
    }

    @Test
    void makes_a_page_unless_told_not_to() {
        assertThat(parsed().report()).isTrue();
        assertThat(parsed("--no-report").report()).isFalse();
        assertThat(parsed("--set", "output.report=false").report()).isFalse();
        assertThat(parsed("--language", "zh").reportLanguage()).isEqualTo("zh");
    }
}
