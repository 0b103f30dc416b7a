package io.weibosentiment.aggregate;

import io.weibosentiment.WindowKind;
import io.weibosentiment.config.AggregateConfig;
import io.weibosentiment.config.BreakRules;
import io.weibosentiment.config.Fill;
import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import io.weibosentiment.config.PostSelection;
import io.weibosentiment.config.PostsConfig;
import io.weibosentiment.config.Preset;
import io.weibosentiment.config.RejectLimit;
import io.weibosentiment.config.RuleDecided;
import io.weibosentiment.config.StatusRules;
import io.weibosentiment.config.TableFilters;
import io.weibosentiment.config.Weighting;
import io.weibosentiment.config.WindowBy;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for the tests of this package. */
final class Configs {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    static final StatusRules STATUS = new StatusRules(10, 3, 0.1, 0.8, new BreakRules(0.5, 0.05, 3));

    private Configs() {}

    static AggregateConfig paper() {
        return new AggregateConfig(
                List.of(WindowKind.parse("half-month")),
                WindowBy.POST,
                SHANGHAI,
                Weighting.LIKES,
                Weighting.LIKES,
                RuleDecided.NEUTRAL,
                Fill.NEUTRAL,
                2000,
                0,
                STATUS);
    }

    static AggregateConfig standard(Fill fill, String... windows) {
        return standard(fill, 3, windows);
    }

    static AggregateConfig standard(Fill fill, int maxBloggers, String... windows) {
        return new AggregateConfig(
                List.of(windows).stream().map(WindowKind::parse).toList(),
                WindowBy.COMMENT,
                SHANGHAI,
                Weighting.LIKES,
                Weighting.LIKES,
                RuleDecided.UNSCORED,
                fill,
                maxBloggers,
                0,
                STATUS);
    }

    static InputConfig input(Path path) {
        return new InputConfig(
                List.of(path.toString()),
                Preset.NONE,
                InputFormat.AUTO,
                Optional.empty(),
                SHANGHAI,
                Optional.empty(),
                RejectLimit.parse("10%"),
                Map.of(),
                Map.of(),
                PostsConfig.NONE,
                PostSelection.ALL,
                TableFilters.NONE);
    }
}
