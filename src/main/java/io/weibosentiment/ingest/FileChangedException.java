package io.weibosentiment.ingest;

/** A file was written to, or deleted, while a task read it: its rows may be those of two versions. */
final class FileChangedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * A change.
     *
     * @param change which file and what happened to it, in words
     * @param cause what reading it failed with, or null if it did not
     */
    FileChangedException(String change, Throwable cause) {
        super(change, cause);
    }
}
