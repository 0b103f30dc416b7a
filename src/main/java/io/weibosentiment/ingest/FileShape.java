package io.weibosentiment.ingest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Knows by its first bytes what is no text file, whatever its name says. */
final class FileShape {

    private static final int TAR_MAGIC_AT = 257;
    private static final int HTML_WITHIN = 1024;

    private static final Map<String, String> BY_MAGIC = new LinkedHashMap<>();

    static {
        BY_MAGIC.put(
                "PK\3\4",
                "a workbook or a zip archive; save a workbook's sheet as CSV UTF-8 with the columns of ids as text,"
                        + " and unpack an archive with: unzip FILE");
        BY_MAGIC.put(
                "\u00d0\u00cf\u0011\u00e0",
                "an Excel workbook (.xls); save its sheet as CSV UTF-8, with the columns of ids as text");
        BY_MAGIC.put(
                "SQLite format 3\0",
                "an SQLite database; export its table, for example: sqlite3 -header -csv weibodata.db"
                        + " \"select * from comments\" > comments.csv");
        BY_MAGIC.put("PAR1", "a Parquet file; let its name end in .parquet");
        BY_MAGIC.put("\u001f\u008b", "compressed with gzip; let its name end in .gz");
        BY_MAGIC.put("(\u00b5/\u00fd", "compressed with zstd; let its name end in .zst");
        BY_MAGIC.put("\u00fd7zXZ\0", "compressed with xz; let its name end in .xz");
        BY_MAGIC.put("BZh", "compressed with bzip2; let its name end in .bz2");
        BY_MAGIC.put("7z\u00bc\u00af'\u001c", "a 7z archive; unpack it with: 7z x FILE");
        BY_MAGIC.put("Rar!\u001a", "a RAR archive; unpack it with: unrar x FILE");
        BY_MAGIC.put("ORC", "an ORC file; write it as Parquet, CSV or JSON Lines");
        BY_MAGIC.put("Obj\1", "an Avro file; write it as Parquet, CSV or JSON Lines");
        BY_MAGIC.put("\u0089PNG", "a picture (PNG); leave it out");
        BY_MAGIC.put("\u00ff\u00d8\u00ff", "a picture (JPEG); leave it out");
        BY_MAGIC.put("GIF8", "a picture (GIF); leave it out");
        BY_MAGIC.put("%PDF", "a PDF document; leave it out");
        BY_MAGIC.put("\u00ff\u00fe\0\0", "UTF-32 text; convert it with: iconv -f utf-32 -t utf-8 FILE");
        BY_MAGIC.put(
                "version https://git-lfs.github.com", "a Git LFS pointer in place of the file; fetch it: git lfs pull");
    }

    private FileShape() {}

    /**
     * What a file beginning with {@code head} is, and how to get its data out of it; empty for text.
     *
     * @param head the file's first bytes, decompressed as its name says
     */
    static Optional<String> foreign(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, HTML_WITHIN), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> kind : BY_MAGIC.entrySet()) {
            if (start.startsWith(kind.getKey()) && !isText(kind.getKey(), start)) {
                return Optional.of(kind.getValue());
            }
        }
        if (start.startsWith("ustar", TAR_MAGIC_AT)) {
            return Optional.of("a tar archive; unpack it with: tar xf FILE");
        }
        return isHtml(start)
                ? Optional.of("a web page (HTML), perhaps a site's error in place of its answer; fetch the data again")
                : Optional.empty();
    }

    /** A header may begin with the letters of a magic number; then text follows. */
    private static boolean isText(String magic, String start) {
        boolean isPlain = magic.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f);
        return isPlain
                && magic.length() < "version".length()
                && start.chars().noneMatch(letter -> letter < '\t' || letter == 0x7f);
    }

    private static boolean isHtml(String start) {
        String lower = start.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        return lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml");
    }
}
