package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import io.weibosentiment.WindowKind;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How scores become tables.
 *
 * @param windows the kinds of windows; at least one
 * @param windowBy whose time counts
 * @param zone the zone of calendar windows
 * @param commentWeight a comment's weight in its post's mean
 * @param postWeight a post's weight in its blogger's mean
 * @param ruleDecided what texts decided by a rule count as
 * @param fill what a trajectory holds where a blogger has no comments
 * @param maxBloggers most columns of the trajectory matrix
 * @param replicates how many bootstrap replicates of the matrix are written
 * @param status when a mean is of low reliability
 */
public record AggregateConfig(
        List<WindowKind> windows,
        WindowBy windowBy,
        ZoneId zone,
        Weighting commentWeight,
        Weighting postWeight,
        RuleDecided ruleDecided,
        Fill fill,
        int maxBloggers,
        int replicates,
        StatusRules status) {

    public static final Key<List<WindowKind>> WINDOWS = key("aggregate.windows")
            .commaSeparated(WindowKind::parse, WindowKind::text)
            .require(windows -> !windows.isEmpty(), windows -> "none given", "at least one, such as day")
            .require(
                    windows -> Set.copyOf(windows).size() == windows.size(),
                    windows -> "one of " + windows + " is repeated",
                    "each window once")
            .flag(
                    "--window",
                    "SPEC",
                    "Windows to aggregate by: day, week, half-month, month, a length such as 6h, a sliding one such as"
                            + " 6h/1h, or since-post:1h; can be repeated.");

    public static final Key<WindowBy> WINDOW_BY = key("aggregate.window-by")
            .oneOf(WindowBy.class)
            .flag("--window-by", "TIME", "The time that puts a comment into a window: comment or post.");

    public static final Key<ZoneId> ZONE = key("aggregate.zone")
            .parsed(ValueParsers::zone, ZoneId::getId)
            .flag("--zone", "ZONE", "The zone of calendar windows.");

    public static final Key<Weighting> COMMENT_WEIGHT =
            key("aggregate.comment-weight").oneOf(Weighting.class);

    public static final Key<Weighting> POST_WEIGHT =
            key("aggregate.post-weight").oneOf(Weighting.class);

    public static final Key<RuleDecided> RULE_DECIDED =
            key("aggregate.rule-decided").oneOf(RuleDecided.class);

    public static final Key<Fill> FILL = key("aggregate.trajectories.fill").oneOf(Fill.class);

    public static final Key<Integer> MAX_BLOGGERS =
            key("aggregate.trajectories.max-bloggers").integer().atLeast(1);

    public static final Key<Integer> REPLICATES = key("aggregate.trajectories.replicates")
            .integer()
            .between(0, 10_000, "replicates")
            .flag("--replicates", "B", "Also write B bootstrap replicates of the trajectories.");

    public AggregateConfig {
        windows = List.copyOf(windows);
    }

    static AggregateConfig of(Key.Values values) {
        return new AggregateConfig(
                values.get(WINDOWS),
                values.get(WINDOW_BY),
                values.get(ZONE),
                values.get(COMMENT_WEIGHT),
                values.get(POST_WEIGHT),
                values.get(RULE_DECIDED),
                values.get(FILL),
                values.get(MAX_BLOGGERS),
                values.get(REPLICATES),
                StatusRules.of(values));
    }

    /**
     * Whether 0.5 is what no evidence means, as for the authors of the paper: for texts that a rule decided, posts
     * without comments, and windows without posts.
     */
    public boolean isNeutralWithoutEvidence() {
        return ruleDecided == RuleDecided.NEUTRAL && fill == Fill.NEUTRAL;
    }

    /** The times that a comment needs to be in a window of each kind. */
    public Set<Field> times() {
        Set<Field> times = EnumSet.of(windowBy == WindowBy.POST ? Field.POST_TIME : Field.COMMENT_TIME);
        if (windows.stream().anyMatch(window -> window.placement() == WindowKind.Placement.SINCE_POST)) {
            times.addAll(Set.of(Field.COMMENT_TIME, Field.POST_TIME));
        }
        return times;
    }
}
