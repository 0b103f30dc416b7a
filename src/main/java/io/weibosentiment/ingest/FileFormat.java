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
        String lower = name.toLowerCase(Locale.ROOT);
        String ending = ending(lower);
        if (COMPRESSIONS.contains(ending)) {
            ending = ending(lower.substring(0, lower.length() - ending.length() - 1));
        }
        return switch (ending) {
            case "csv" -> Optional.of(InputFormat.CSV);
            case "jsonl", "ndjson", "json" -> Optional.of(InputFormat.JSONL);
            case "parquet" -> Optional.of(InputFormat.PARQUET);
            default -> Optional.empty();
        };
    }

    /** What follows the last dot; empty where there is none. */
    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }
}
