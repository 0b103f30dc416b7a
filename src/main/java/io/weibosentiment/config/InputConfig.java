package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is read, and how.
 *
 * @param paths files, folders and globs on any Hadoop file system, and tables of a catalog, see {@link InputPaths}
 * @param preset the columns of the fields, unless {@code columns} or {@code pathPatterns} say otherwise
 * @param format the files' format
 * @param encoding the text files' encoding; empty: the preset's, else UTF-8
 * @param zone the zone of times that name none
 * @param crawlTime when the crawl was made, if neither a column nor the path says so
 * @param maxRejected how many rows may be unusable
 * @param columns the column of each field, as configured (the preset's are not in it)
 * @param pathPatterns for fields read from the file's path: an expression whose group 1 is the value
 * @param posts the files that tell of posts
 * @param only the posts that count
 * @param where which rows of tables are read
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
        Map<Field, Pattern> pathPatterns,
        PostsConfig posts,
        PostSelection only,
        TableFilters where) {

    public static final Key<List<String>> PATHS = key("input.paths")
            .listOf("files, folders, globs and tables", "an empty path")
            .flag(
                    "--input",
                    "PATH",
                    "Files, folders or globs to read: CSV, JSON or Parquet, compressed or not, on any file system"
                            + " that Hadoop knows; or table:NAME for a table of a catalog; can be repeated.");

    public static final Key<Preset> PRESET = key("input.preset")
            .oneOf(Preset.class)
            .flag(
                    "--preset",
                    "NAME",
                    "The columns of a well-known crawl: " + Names.all(Preset.class)
                            + "; with none, set input.columns.");

    public static final Key<InputFormat> FORMAT = key("input.format").oneOf(InputFormat.class);

    public static final Key<Optional<Charset>> ENCODING =
            key("input.encoding").optional(ValueParsers::encoding, Charset::name);

    public static final Key<ZoneId> ZONE = key("input.zone").parsed(ValueParsers::zone, ZoneId::getId);

    public static final Key<Optional<Instant>> CRAWL_TIME =
            key("input.crawl-time").optional(ZONE, ValueParsers::instant, Instant::toString);

    public static final Key<RejectLimit> MAX_REJECTED = key("input.max-rejected")
            .parsed(RejectLimit::parse, RejectLimit::text)
            .flag(
                    "--max-rejected",
                    "N|N%",
                    "How many rows may be unusable: a count or a share. Above it nothing is published.");

    public static final Map<Field, Key<Optional<String>>> COLUMNS = Key.perField(
            Field.CONFIGURABLE, field -> key("input.columns." + field.key()).optionalText());

    public static final Map<Field, Key<Optional<Pattern>>> PATH_PATTERNS = Key.perField(
            List.of(Field.BLOGGER_ID, Field.POST_ID, Field.CRAWL_TIME),
            field -> key("input.path-patterns." + field.key())
                    .optional(ValueParsers::patternWithGroup, Pattern::pattern));

    public InputConfig {
        paths = List.copyOf(paths);
        columns = Map.copyOf(columns);
        pathPatterns = Map.copyOf(pathPatterns);
    }

    /** The files, folders and globs of comments and of posts; not the tables. */
    public List<String> allPaths() {
        return ofBoth().files();
    }

    /** The tables of comments and of posts. */
    public List<String> tables() {
        return ofBoth().tables();
    }

    private InputPaths ofBoth() {
        return InputPaths.of(
                Stream.concat(paths.stream(), posts.paths().stream()).toList());
    }

    /** The same input at other places. */
    public InputConfig at(List<String> others) {
        return new InputConfig(
                others,
                preset,
                format,
                encoding,
                zone,
                crawlTime,
                maxRejected,
                columns,
                pathPatterns,
                posts,
                only,
                where);
    }

    /** The same input with what {@code others} says of posts. */
    public InputConfig with(PostsConfig others) {
        return new InputConfig(
                paths,
                preset,
                format,
                encoding,
                zone,
                crawlTime,
                maxRejected,
                columns,
                pathPatterns,
                others,
                only,
                where);
    }

    static InputConfig of(Key.Values values) {
        return new InputConfig(
                values.get(PATHS),
                values.get(PRESET),
                values.get(FORMAT),
                values.get(ENCODING),
                values.get(ZONE),
                values.get(CRAWL_TIME),
                values.get(MAX_REJECTED),
                Key.given(COLUMNS, values),
                Key.given(PATH_PATTERNS, values),
                PostsConfig.of(values),
                PostSelection.of(values),
                TableFilters.of(values));
    }
}
