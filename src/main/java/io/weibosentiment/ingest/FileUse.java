package io.weibosentiment.ingest;

import java.util.Locale;

/** What becomes of a file that lies in the input: it is read, or passed over for a reason. */
enum FileUse {
    COMMENTS,
    POSTS,
    /** Its name does not tell; its columns may. */
    UNDECIDED,

    HIDDEN_NAMES(Notice.WARNED, "their names begin with '_' or '.'; name them with --input to read them"),
    ARTEFACTS(Notice.COUNTED, "file systems and programs leave them for themselves, such as _SUCCESS and .DS_Store"),
    REACHED_AGAIN(Notice.COUNTED, "links to what is read already"),
    PICTURES_AND_VIDEOS(Notice.COUNTED, "pictures, videos and sound"),
    DATABASES(Notice.COUNTED, "databases"),
    WORKBOOKS(Notice.WARNED, "workbooks; save their sheets as CSV, with the columns of ids as text, to read them"),
    ARCHIVES(Notice.WARNED, "archives; unpack them to read what is in them"),
    DOCUMENTS(Notice.COUNTED, "documents, logs, programs and settings"),
    USERS(Notice.COUNTED, "lists of users"),
    REPOSTS(Notice.COUNTED, "reposts, which are no comments"),
    COPIES(Notice.COUNTED, "comments of single posts, which a file beside them holds too"),
    OTHER_SITES(Notice.COUNTED, "crawled from other sites"),
    OTHER_POSTS(Notice.COUNTED, "posts, where --posts names others"),
    NOT_RECOGNIZED(
            Notice.WARNED,
            "neither their names nor their columns tell what they are; name them with --input to read them");

    private enum Notice {
        READ,
        COUNTED,
        WARNED
    }

    private final Notice notice;
    private final String why;

    FileUse() {
        this(Notice.READ, "");
    }

    FileUse(Notice notice, String why) {
        this.notice = notice;
        this.why = why;
    }

    /** Whether a user should be warned of such files, as they may hold comments. */
    boolean isWarnedOf() {
        return notice == Notice.WARNED;
    }

    /** Why such files are passed over. */
    String why() {
        return why;
    }

    /** The name in snake case. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
