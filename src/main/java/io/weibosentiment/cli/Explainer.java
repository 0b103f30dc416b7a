package io.weibosentiment.cli;

import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.ModelConfig;
import io.weibosentiment.config.Precision;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.inference.ScoringModel;
import io.weibosentiment.inference.TextInspector;
import io.weibosentiment.text.Cleaned;
import io.weibosentiment.text.TextPolicies;
import io.weibosentiment.text.TextPolicy;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Explains texts, one at a time, with the model in this process. */
final class Explainer implements AutoCloseable {

    private final TextPolicy policy;
    private final RuleDecided ruleDecided;
    private final TextInspector inspector;

    private Explainer(TextPolicy policy, RuleDecided ruleDecided, TextInspector inspector) {
        this.policy = policy;
        this.ruleDecided = ruleDecided;
        this.inspector = inspector;
    }

    /**
     * Loads the model of {@code config}; precision auto means float32, because single texts need no speed.
     *
     * @throws io.weibosentiment.InvalidInputException if the bundle cannot be used
     */
    static Explainer open(JobConfig config, Configuration hadoop) {
        ModelConfig model = config.model();
        ModelConfig exact = new ModelConfig(
                model.bundle(),
                model.precision() == Precision.AUTO ? Precision.FLOAT32 : model.precision(),
                model.device(),
                model.maxTokens(),
                model.cacheDir());
        return new Explainer(
                TextPolicies.named(config.policy()),
                config.aggregate().ruleDecided(),
                ScoringModel.inspector(exact, hadoop));
    }

    /** Cleans {@code text} and, unless a rule decides, runs it through the model. */
    Explanation explain(String text) {
        Cleaned cleaned = policy.clean(text);
        if (!cleaned.isToBeScored()) {
            Optional<Float> sentiment = ruleDecided.sentiment().map(Double::floatValue);
            return new Explanation(text, cleaned.text(), Optional.empty(), sentiment, cleaned.decidedBy());
        }
        TextInspector.Inspection seen = inspector.inspect(cleaned.text());
        return new Explanation(
                text,
                cleaned.text(),
                Optional.of(new Explanation.Scoring(seen.sequences(), seen.logits())),
                Optional.of(seen.sentiment()),
                cleaned.decidedBy());
    }

    @Override
    public void close() {
        inspector.close();
    }
}
