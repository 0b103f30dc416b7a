package io.weibosentiment.cli;

/** How the process ends; the codes are part of the contract with whoever schedules it. */
public enum ExitStatus {
    OK(0, "done"),
    OK_WITH_REJECTS(1, "done; some rows could not be used and stand in rejected_comments"),
    TOO_MANY_REJECTS(2, "stopped: more rows could not be used than --max-rejected allows; nothing published"),
    BAD_USAGE(3, "a bad option, configuration, path or model; nothing done"),
    FAILED(4, "failed while running; nothing published"),
    OUTPUT_BUSY(5, "another run holds the output folder; nothing done"),
    STOPPED(6, "stopped by SIGTERM after the wave it was in; nothing published, what was scored is kept");

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

    /** What it means, in words. */
    public String meaning() {
        return meaning;
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
