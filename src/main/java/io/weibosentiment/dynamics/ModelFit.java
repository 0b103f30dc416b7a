package io.weibosentiment.dynamics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A model with the parameters of every agent.
 *
 * @param agents in the order of the columns
 */
record ModelFit(DynamicsModel model, List<AgentFit> agents) implements Serializable {

    ModelFit {
        agents =
                agents.stream().sorted(Comparator.comparingInt(AgentFit::agent)).toList();
    }

    /** Fits one agent. */
    static AgentFit agent(DynamicsModel model, double[][] x, int agent) {
        return model == DynamicsModel.EPO ? EpoFit.of(x, agent) : LinearFit.of(model, x, agent);
    }

    /** Fits every agent, one after the other. */
    static ModelFit of(DynamicsModel model, double[][] x) {
        List<AgentFit> agents = new ArrayList<>();
        for (int agent = 0; agent < x[0].length; agent++) {
            agents.add(agent(model, x, agent));
        }
        return new ModelFit(model, agents);
    }

    double objective() {
        return agents.stream().mapToDouble(agent -> agent.quality().objective()).sum();
    }
}
