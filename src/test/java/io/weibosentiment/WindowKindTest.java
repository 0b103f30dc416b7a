package io.weibosentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowKindTest {

    @Test
    void allows_a_thousand_windows_around_each_comment_and_no_more() {
        assertThat(WindowKind.parse("1000m/1m").slide()).contains(Duration.ofMinutes(1));
        assertThat(WindowKind.parse("30d/44m").slide()).contains(Duration.ofMinutes(44));
        assertThatThrownBy(() -> WindowKind.parse("30d/1m"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("window '30d/1m': each comment would be in 43,200 windows, and at most 1,000 may overlap;"
                        + " use a slide of at least 44m");
        assertThatThrownBy(() -> WindowKind.parse("30d/43m")).hasMessageContaining("in 1,005 windows");
    }
}
