package io.weibosentiment.dynamics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Fits the agents of several models side by side: each agent is a problem of its own. Few are done by the cores of this
 * process, as a Spark job costs more than they do; many by Spark's tasks.
 */
final class AgentFits {

    /** A problem of so few equations and agents takes less than a millisecond, or some 30 of them with EPO. */
    private static final int FEW = 200;

    private static final int TASKS_PER_CORE = 4;

    private AgentFits() {}

    private record Problem(DynamicsModel model, int agent) implements Serializable {

        Solved solve(double[][] x) {
            return new Solved(model, ModelFit.agent(model, x, agent));
        }
    }

    private record Solved(DynamicsModel model, AgentFit fit) implements Serializable {}

    /**
     * Fits every model.
     *
     * @param x opinions, a row for each time
     * @return a fit for each model, in their order
     */
    static List<ModelFit> of(SparkSession spark, List<DynamicsModel> models, double[][] x) {
        List<Problem> problems = new ArrayList<>();
        for (int agent = 0; agent < x[0].length; agent++) { // by agent, so that every task has some of each model
            for (DynamicsModel model : models) {
                problems.add(new Problem(model, agent));
            }
        }
        List<Solved> solved = problems.size() <= FEW
                ? problems.parallelStream().map(problem -> problem.solve(x)).toList()
                : inSpark(JavaSparkContext.fromSparkContext(spark.sparkContext()), problems, x);
        Map<DynamicsModel, List<AgentFit>> byModel = new LinkedHashMap<>();
        models.forEach(model -> byModel.put(model, new ArrayList<>()));
        solved.forEach(each -> byModel.get(each.model()).add(each.fit()));
        return models.stream()
                .map(model -> new ModelFit(model, byModel.get(model)))
                .toList();
    }

    private static List<Solved> inSpark(JavaSparkContext spark, List<Problem> problems, double[][] x) {
        Broadcast<double[][]> opinions = spark.broadcast(x);
        try {
            int tasks = Math.min(problems.size(), TASKS_PER_CORE * spark.defaultParallelism());
            return spark.parallelize(problems, tasks)
                    .map(problem -> problem.solve(opinions.value()))
                    .collect();
        } finally {
            opinions.destroy();
        }
    }
}
