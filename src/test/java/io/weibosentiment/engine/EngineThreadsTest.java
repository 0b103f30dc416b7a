package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineThreadsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "8, 1, 1", "2, 4, 8", "1, 4, 4", "0, 4, 4"})
    void tasks_times_threads_are_the_processors(int tasks, int processorsPerTask, int pool) {
        assertThat(EngineThreads.forTasks(tasks, processorsPerTask)).isEqualTo(new EngineThreads(pool));
    }
}
