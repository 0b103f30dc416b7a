package io.weibosentiment.store;

import java.util.List;

/** A store could not be read because its files changed; reading it again may succeed. */
public final class StoreChangedException extends RuntimeException {

    private final transient List<String> damaged;

    StoreChangedException(List<String> damaged, Exception cause) {
        super(
                damaged.isEmpty()
                        ? "files of the score store were removed while it was read; run again"
                        : "damaged files of the score store were set aside: " + String.join(", ", damaged)
                                + "; run again",
                cause);
        this.damaged = List.copyOf(damaged);
    }

    /** The damaged files that were set aside, each by where it was; none if others were removed. */
    public List<String> damaged() {
        return damaged == null ? List.of() : damaged;
    }
}
