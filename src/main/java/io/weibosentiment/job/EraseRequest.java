package io.weibosentiment.job;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.ConfigLoader;
import io.weibosentiment.config.ConfigSources;
import io.weibosentiment.config.JobConfig;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.Setting;
import io.weibosentiment.erasure.ErasedId;
import io.weibosentiment.erasure.IdKind;
import io.weibosentiment.ingest.IdForms;
import io.weibosentiment.output.PublishedRun;
import io.weibosentiment.output.RunFolders;
import io.weibosentiment.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * What is to be erased.
 *
 * @param ids the ids, each once
 * @param reason why, for manifest and receipt
 */
public record EraseRequest(Set<ErasedId> ids, String reason) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public EraseRequest {
        ids = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }

    /**
     * The id of {@code kind} that is {@code written}, in any form in which a crawl or a table has it.
     *
     * @param origin where it was given, for messages
     * @throws InvalidInputException if it is none
     */
    public static ErasedId id(IdKind kind, String written, String origin) {
        if (kind == IdKind.USER) {
            String hash = written.strip().toLowerCase(Locale.ROOT);
            if (!HASH.matcher(hash).matches()) {
                throw new InvalidInputException(origin + ": found '" + written
                        + "'; expected a user's hash as the column user_hash has it, 64 hex digits");
            }
            return new ErasedId(kind, hash);
        }
        String id = IdForms.canonical(written, origin);
        return new ErasedId(kind, kind == IdKind.BLOGGER ? id : IdForms.key(id));
    }

    /** How many ids there are of each kind. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        ids.forEach(id -> counts.merge(id.kind().label(), 1L, Long::sum));
        return counts;
    }

    /**
     * The configuration of the current run in {@code dir}, by which a run without what is erased is made.
     *
     * @param waitMinutes how long to wait for another run that holds the folder; empty: as in that run
     * @throws InvalidInputException if there is no run of score
     */
    public static JobConfig config(
            String dir, Optional<Integer> waitMinutes, Configuration hadoop, ConfigLoader loader) {
        PublishedRun run = RunFolders.of(dir, hadoop).published();
        if (!run.has(Table.COMMENT_SCORES)) {
            throw new InvalidInputException("run " + run.id() + " in '" + dir + "' has no "
                    + Table.COMMENT_SCORES.folder() + ": it is a run of "
                    + run.manifest().command()
                    + ", which keeps no comments; erase in the output folder of score that it read, and "
                    + run.manifest().command() + " again");
        }
        List<Setting> settings = new ArrayList<>(List.of(OutputConfig.DIR.set(dir)));
        waitMinutes.ifPresent(minutes -> settings.add(OutputConfig.WAIT_MINUTES.set(Integer.toString(minutes))));
        run.manifest()
                .configuration()
                .forEach((key, value) -> settings.add(new Setting(key, value, "manifest of run " + run.id())));
        return loader.load(new ConfigSources(settings, List.of(), Optional.empty()));
    }
}
