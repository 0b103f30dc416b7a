package io.weibosentiment.cli;

/**
 * How the process ends. Schedulers rely on the codes. None is 1, because Java and the shell use it when they cannot
 * start.
 */
public enum ExitStatus {
    OK(0, "done; rows that could not be used are counted and listed in rejected_comments"),
    TOO_MANY_REJECTS(2, "stopped: more rows could not be used than --max-rejected allows; nothing published"),
    BAD_USAGE(3, "a bad option, configuration, path or model; nothing done"),
    FAILED(4, "failed while running; nothing published"),
    OK_WITH_REJECTS(5, "done and published, but some rows could not be used and --fail-on-rejected was given"),
    STOPPED(6, "stopped by SIGTERM; nothing published, finished scores are kept"),
    OUTPUT_BUSY(7, "another run holds the output folder; nothing done");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The process's exit code. */
    public int code() {
        return code;
    }

    /** Its meaning, in words. */
    public String meaning() {
        return meaning;
    }

    boolean isSuccess() {
        return this == OK;
    }

    /** Whether the same command may end differently if it is started again. */
    boolean mayEndOtherwiseNextTime() {
        return this == FAILED || this == STOPPED;
    }

    static ExitStatus ofCode(int code) {
        for (ExitStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("no exit status has the code " + code);
    }
}
