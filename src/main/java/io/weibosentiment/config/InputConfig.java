package io.weibosentiment.config;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is read, and how.
 *
 * @param paths files, folders and globs on any Hadoop file system
 * @param preset where the fields stand, unless {@code columns} or {@code pathPatterns} say otherwise
 * @param format the files' format
 * @param encoding the text files' encoding; empty: the preset's, else UTF-8
 * @param zone the zone of times that name none
 * @param crawlTime when the crawl was made, if neither a column nor the path says so
 * @param maxRejected how many rows may be unusable
 * @param columns the column of each field, as configured (the preset's are not in it)
 * @param pathPatterns for fields read from the file's path: an expression whose group 1 is the value
 */
public record InputConfig(
        List<String> paths,
        Preset preset,
        InputFormat format,
        Optional<Charset> encoding,
        ZoneId zone,
        Optional<Instant> crawlTime,
        RejectLimit maxRejected,
        Map<Field, String> columns,
        Map<Field, Pattern> pathPatterns) {

    public InputConfig {
        paths = List.copyOf(paths);
        columns = Map.copyOf(columns);
        pathPatterns = Map.copyOf(pathPatterns);
        Problems checks = new Problems();
        checks.that(
                paths.stream().noneMatch(String::isBlank), "input.paths", "an empty path", "files, folders and globs");
        columns.forEach((field, column) -> checks.that(
                !column.isBlank(), "input.columns." + field.key(), "an empty column", "the name of a column"));
        pathPatterns.forEach((field, pattern) -> checks.that(
                pattern.matcher("").groupCount() >= 1,
                "input.path-patterns." + field.key(),
                "'" + pattern + "' has no group",
                "an expression whose group 1 is the value, such as comment([0-9]{10})"));
        checks.done();
    }
}
