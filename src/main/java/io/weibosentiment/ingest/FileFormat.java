package io.weibosentiment.ingest;

import io.weibosentiment.config.InputFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells a file's format from its name, a compression's ending left aside. */
final class FileFormat {

    private static final Set<String> COMPRESSIONS =
            Set.of("gz", "gzip", "bz2", "zst", "lz4", "snappy", "deflate", "xz");

    private FileFormat() {}

    /**
     * The format that a file is read in.
     *
     * @param configured the format that the user gave, which overrides the name unless it is {@code AUTO}
     * @param otherwise the format if neither tells
     */
    static InputFormat of(String name, InputFormat configured, InputFormat otherwise) {
        return configured == InputFormat.AUTO ? byName(name).orElse(otherwise) : configured;
    }

    /** The format that {@code name}'s ending tells, if it tells one. */
    static Optional<InputFormat> byName(String name) {
        return switch (ending(uncompressed(name.toLowerCase(Locale.ROOT)))) {
            case "csv", "tsv" -> Optional.of(InputFormat.CSV);
            case "jsonl", "ndjson", "json" -> Optional.of(InputFormat.JSONL);
            case "parquet" -> Optional.of(InputFormat.PARQUET);
            default -> Optional.empty();
        };
    }

    /** {@code name} without the ending of a compression. */
    static String uncompressed(String name) {
        String ending = ending(name);
        return COMPRESSIONS.contains(ending.toLowerCase(Locale.ROOT))
                ? name.substring(0, name.length() - ending.length() - 1)
                : name;
    }

    /** What follows the last dot of a name or path; empty where the name has none, or only one in front. */
    static String ending(String name) {
        int start = name.lastIndexOf('/') + 1;
        int dot = name.lastIndexOf('.');
        return dot > start ? name.substring(dot + 1) : "";
    }
}
