package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LostExecutorsTest {

    private final LostExecutors lost = new LostExecutors(TestSpark.session().sparkContext());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Container killed by YARN for exceeding physical memory limits. 1.4 GB of 1.3 GB physical memory used. | spark.executor.memoryOverhead=
            Command exited with code 137 | spark.executor.memoryOverhead=
            Container marked as failed: container_1 on host: h. Exit status: 137. Diagnostics: killed | spark.executor.memoryOverhead=
            The executor with id 1 exited with exit code 137(SIGKILL, possible container OOM). | spark.executor.memoryOverhead=
            Command exited with code 52 | spark.executor.memory=
            Executor heartbeat timed out after 130000 ms | read the executors' logs
            """)
    void says_why_and_what_to_do(String reason, String remedy) {
        lose(reason);
        assertThat(lost.described().orElseThrow())
                .startsWith("an executor was lost: " + reason)
                .contains(remedy);
    }

    @Test
    void counts_them_and_tells_of_the_last_one() {
        lose("Command exited with code 1");
        lose("worker lost\n\tat a.B.c");
        assertThat(lost.described().orElseThrow()).startsWith("2 executors were lost, the last one: worker lost;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Executor killed by driver.", "Finished decommissioning", "Executor 1 decommissioned."})
    void those_that_were_meant_to_go_are_not_lost(String reason) {
        lose(reason);
        assertThat(lost.described()).isEmpty();
    }

    private void lose(String reason) {
        lost.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "1", reason));
    }
}
