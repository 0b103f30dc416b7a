package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestCountsTest {

    @Test
    void counts_that_do_not_add_up_are_a_defect() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IngestCounts(10, 5, 2, 2, Map.of()))
                .withMessageContaining("read 10");
    }

    @Test
    void comments_rejected_later_are_no_longer_kept() {
        IngestCounts counts = new IngestCounts(10, 6, 2, 2, Map.of("malformed", 2L)).reject("not_scored", 3);

        assertThat(counts).isEqualTo(new IngestCounts(10, 3, 2, 5, Map.of("malformed", 2L, "not_scored", 3L)));
    }
}
