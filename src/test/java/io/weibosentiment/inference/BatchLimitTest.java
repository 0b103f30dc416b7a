package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.exceptions.TFResourceExhaustedException;

class BatchLimitTest {

    private final Exception shortage = new TFResourceExhaustedException("OOM when allocating tensor");

    private final BatchLimit limit = new BatchLimit();

    /** What long texts need says nothing of short ones, however many tokens they have together. */
    @ParameterizedTest
    @CsvSource({"16, 512, true", "17, 512, true", "16, 511, false", "15, 512, false", "512, 20, false"})
    void excludes_batches_that_are_as_large_in_both(int texts, int tokens, boolean isTooLarge) {
        limit.failed(16, 512, shortage);
        limit.failed(32, 512, shortage);

        assertThat(limit.isTooLarge(texts, tokens)).isEqualTo(isTooLarge);
    }

    @Test
    void is_tried_again_after_a_while() {
        limit.failed(16, 512, shortage);
        for (int batch = 0; batch < BatchLimit.SPARED; batch++) {
            assertThat(limit.isTooLarge(16, 512)).isTrue();
        }
        assertThat(limit.isTooLarge(16, 512)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OOM when allocating tensor with shape[4096,3072]",
                "failed to create cublas handle: CUBLAS_STATUS_ALLOC_FAILED",
                "CUDA_ERROR_OUT_OF_MEMORY: out of memory",
                "std::bad_alloc",
                "Failed to allocate memory for the batch of the op",
                "Dst tensor is not initialized."
            })
    void knows_a_lack_of_memory_by_its_words(String message) {
        assertThat(BatchLimit.isShortOfMemory(new IllegalStateException("run failed", new RuntimeException(message))))
                .isTrue();
    }

    @Test
    void takes_no_other_failure_for_a_lack_of_memory() {
        limit.failed(16, 512, new IllegalStateException("CUDA_ERROR_ILLEGAL_ADDRESS"));

        assertThat(limit.isTooLarge(16, 512)).isFalse();
    }
}
