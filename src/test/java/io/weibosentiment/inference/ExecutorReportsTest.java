package io.weibosentiment.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.util.Finding;
import io.weibosentiment.util.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExecutorReportsTest {

    private static final Finding LOADS = new Finding("model", Outcome.OK, "loads");
    private static final Finding NO_GPU = new Finding("device", Outcome.PROBLEM, "no GPU");
    private static final Finding ON_CPU = new Finding("device", Outcome.OK, "cpu");

    private final ExecutorReports answers = new ExecutorReports();

    @Test
    void tells_a_good_check_in_one_line_and_a_problem_with_those_who_have_it() {
        answers.add(List.of(answer("a", ON_CPU, LOADS), answer("b", NO_GPU, LOADS), answer("c", NO_GPU)));

        assertThat(answers.merged(List.of()))
                .containsExactly(
                        new Finding("device", Outcome.OK, "cpu [executor a]"),
                        new Finding("model", Outcome.OK, "loads [executor a, executor b]"),
                        new Finding("device", Outcome.PROBLEM, "no GPU [executor b, executor c]"));
    }

    @Test
    void hears_an_executor_once() {
        answers.add(List.of(answer("a", LOADS), answer("a", NO_GPU)));

        assertThat(answers.size()).isEqualTo(1);
        assertThat(answers.merged(List.of())).containsExactly(new Finding("model", Outcome.OK, "loads [executor a]"));
    }

    @Test
    void hears_an_executor_for_each_of_its_gpus() {
        answers.add(List.of(answer("a", "0", LOADS), answer("a", "1", NO_GPU), answer("a", "1", NO_GPU)));

        assertThat(answers.size()).isEqualTo(1);
        assertThat(answers.places()).isEqualTo("executor a");
        assertThat(answers.merged(List.of()))
                .containsExactly(
                        new Finding("model", Outcome.OK, "loads [executor a]"),
                        new Finding("device", Outcome.PROBLEM, "no GPU [executor a]"));
    }

    @Test
    void an_executor_checks_each_of_its_gpus_once_a_run() {
        List<String> checked = new ArrayList<>();
        for (String run : List.of("run 1", "run 2")) {
            for (String gpu : List.of("0", "1", "0", "1")) {
                ExecutorReport.found(run, gpu, () -> {
                    checked.add(run + ", gpu " + gpu);
                    return List.of(LOADS);
                });
            }
        }
        assertThat(checked).containsExactly("run 1, gpu 0", "run 1, gpu 1", "run 2, gpu 0", "run 2, gpu 1");
    }

    @Test
    void tells_no_problem_again_that_the_driver_told() {
        Finding absent = new Finding("model.json", Outcome.PROBLEM, "there is no bundle");
        answers.add(List.of(answer("a", new Finding("bundle", Outcome.PROBLEM, "there is no bundle"))));

        assertThat(answers.merged(List.of(absent))).containsExactly(absent);
    }

    @Test
    void names_few_of_many() {
        answers.add(IntStream.range(0, 9)
                .mapToObj(number -> answer(Integer.toString(number), LOADS))
                .toList());

        assertThat(answers.places()).isEqualTo("executor 0, executor 1, executor 2, executor 3 and 5 more");
    }

    private static ExecutorReport answer(String name, Finding... findings) {
        return answer(name, "", findings);
    }

    private static ExecutorReport answer(String name, String gpu, Finding... findings) {
        return new ExecutorReport(name + ":1", gpu, "executor " + name, List.of(findings));
    }
}
