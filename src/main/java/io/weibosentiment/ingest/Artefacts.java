package io.weibosentiment.ingest;

import java.util.regex.Pattern;

/** Knows, by their names, the files and folders that programs and file systems leave for themselves. */
final class Artefacts {

    private static final Pattern NAME = Pattern.compile(String.join(
            "|",
            // Spark, Hadoop and the tables built on them
            "_SUCCESS|_FAILURE|_temporary|_(?:committed|started|vacuum)_[0-9a-f_-]+|_metadata|_common_metadata|_spark_metadata",
            "_delta_log|_change_data|_logs|_hoodie.*|\\.hoodie.*|\\..*\\.crc|.*\\._COPYING_|\\.(?:hive|spark)-staging.*",
            "_\\$folder\\$|.*_\\$folder\\$|\\.(?:Trash.*|snapshot|part-.*|_.*)",
            // macOS, Windows, Linux and NFS
            "\\.(?:DS_Store|AppleDouble|Spotlight-V100|TemporaryItems|fseventsd|directory|nfs.*|fuse_hidden.*)",
            "__MACOSX|Thumbs\\.db|desktop\\.ini|\\$RECYCLE\\.BIN|System Volume Information|lost\\+found|~\\$.*|.*~",
            // editors, version control and Python
            "\\.(?:git|gitignore|gitkeep|gitattributes|svn|hg|idea|vscode|venv|env|cache|ipynb_checkpoints)",
            "\\.(?:~lock\\..*|.*\\.sw[a-p]|pytest_cache|mypy_cache|dockerignore)|__pycache__|__init__\\.py"));

    private Artefacts() {}

    static boolean contain(String name) {
        return NAME.matcher(name).matches();
    }
}
