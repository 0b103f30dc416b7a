package io.weibosentiment.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows files that cannot be read by the endings of their names, and how to get their data out of them. */
final class ForeignFile {

    private static final Map<FileUse, Set<String>> ENDINGS = Map.of(
            FileUse.PICTURES_AND_VIDEOS,
            Set.of(
                    "jpg", "jpeg", "jfif", "png", "gif", "bmp", "webp", "heic", "heif", "avif", "tif", "tiff", "svg",
                    "ico", "mp4", "m4v", "mov", "avi", "mkv", "flv", "webm", "wmv", "m3u8", "ts", "livp", "mp3", "m4a",
                    "wav", "aac", "amr", "ogg"),
            FileUse.DATABASES,
            Set.of("db", "db3", "sqlite", "sqlite3", "mdb", "accdb", "bson", "db-journal", "db-wal", "db-shm", "dump"),
            FileUse.WORKBOOKS,
            Set.of("xlsx", "xls", "xlsm", "xlsb", "ods", "et", "numbers"),
            FileUse.ARCHIVES,
            Set.of("zip", "rar", "7z", "tar", "tgz", "tbz2", "txz", "jar", "lzma", "z", "br", "lz", "lzo"),
            FileUse.DOCUMENTS,
            Set.of(
                    "md",
                    "html",
                    "htm",
                    "mhtml",
                    "pdf",
                    "doc",
                    "docx",
                    "ppt",
                    "pptx",
                    "rtf",
                    "log",
                    "out",
                    "err",
                    "py",
                    "pyc",
                    "ipynb",
                    "r",
                    "rdata",
                    "java",
                    "class",
                    "js",
                    "css",
                    "sh",
                    "bat",
                    "cmd",
                    "ps1",
                    "exe",
                    "dll",
                    "so",
                    "sql",
                    "ini",
                    "cfg",
                    "conf",
                    "toml",
                    "yaml",
                    "yml",
                    "lock",
                    "pid",
                    "bak",
                    "tmp",
                    "part",
                    "crdownload"));

    private ForeignFile() {}

    /** What the file called {@code name} is, if its ending tells that it is no CSV, JSON or Parquet. */
    static Optional<FileUse> byName(String name) {
        String ending = FileFormat.ending(name.toLowerCase(Locale.ROOT));
        return ENDINGS.entrySet().stream()
                .filter(kind -> kind.getValue().contains(ending))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What a user does to have the data of such a file read. */
    static String remedy(FileUse kind, String path) {
        return switch (kind) {
            case DATABASES ->
                "a database, which is not read; export the table of comments, for example: sqlite3 -header -csv '"
                        + path + "' 'select * from comments' > comments.csv";
            case WORKBOOKS ->
                "a workbook, which is not read; save its sheet as CSV UTF-8, with the columns of ids as text, for"
                        + " example: libreoffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76' '"
                        + path + "'";
            case ARCHIVES -> "an archive, which is not read; unpack it, for example: 7z x '" + path + "'";
            default -> "no CSV, JSON or Parquet by the ending of its name; leave it out, or rename it if it is";
        };
    }
}
