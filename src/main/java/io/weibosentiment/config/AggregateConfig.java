package io.weibosentiment.config;

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
 */
public record AggregateConfig(
        List<WindowKind> windows,
        WindowBy windowBy,
        ZoneId zone,
        Weight commentWeight,
        Weight postWeight,
        RuleDecided ruleDecided,
        Fill fill,
        int maxBloggers) {

    public AggregateConfig {
        windows = List.copyOf(windows);
        Problems checks = new Problems();
        checks.that(!windows.isEmpty(), "aggregate.windows", "none given", "at least one, such as day");
        checks.that(
                Set.copyOf(windows).size() == windows.size(),
                "aggregate.windows",
                "one of " + windows + " is repeated",
                "each window once");
        checks.that(maxBloggers >= 1, "aggregate.trajectories.max-bloggers", maxBloggers, "at least 1");
        checks.done();
    }

    /** The times that a comment needs to stand in a window of each kind. */
    public Set<Field> times() {
        Set<Field> times = EnumSet.of(windowBy == WindowBy.POST ? Field.POST_TIME : Field.COMMENT_TIME);
        if (windows.stream().anyMatch(window -> window.placement() == WindowKind.Placement.SINCE_POST)) {
            times.addAll(Set.of(Field.COMMENT_TIME, Field.POST_TIME));
        }
        return times;
    }
}
