package io.weibosentiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
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
                .startsWith("an executor was lost: " + reason.replaceFirst("[.]$", "") + ";")
                .contains(remedy);
    }

    @Test
    void counts_them_and_tells_of_the_last_one() {
        lose("Command exited with code 1");
        lose("worker lost\n\tat a.B.c");
        assertThat(lost.described().orElseThrow()).startsWith("2 executors were lost, the last one: worker lost;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Executor killed by driver.",
                "Executor decommission: spark scale down",
                "Executor for container c_1 exited because of a YARN event (e.g., preemption) and not because of an error"
                        + " in the running job."
            })
    void those_that_were_meant_to_go_are_not_lost(String reason) {
        lose(reason);
        assertThat(lost.described()).isEmpty();
    }

    @Test
    void gives_up_when_one_after_the_other_is_lost_and_no_task_ends() {
        for (int executor = 0; executor < 9; executor++) {
            lose("Command exited with code 137");
        }
        assertThat(lost.isInVain()).isFalse();
        lose("Command exited with code 137");
        assertThat(lost.isInVain()).isTrue();
    }

    @Test
    void waits_longer_where_many_may_be_lost_at_once() {
        for (int executor = 0; executor < 100; executor++) {
            lost.onExecutorAdded(new SparkListenerExecutorAdded(0, "1", null));
        }
        for (int executor = 0; executor < 100; executor++) {
            lose("worker lost");
        }
        assertThat(lost.isInVain()).isFalse();
    }

    private void lose(String reason) {
        lost.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "1", reason));
    }
}
