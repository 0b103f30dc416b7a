package io.weibosentiment.ingest;

import java.time.Instant;
import java.util.Optional;

/** What a written time was read as: an instant, or the reason why none can be told. */
sealed interface ParsedTime {

    /** The instant, if there is one. */
    default Optional<Instant> instant() {
        return this instanceof At at ? Optional.of(at.time()) : Optional.empty();
    }

    /** The time is known. */
    record At(Instant time) implements ParsedTime {}

    /** The time is not known, for this reason. */
    record Unknown(RejectReason reason) implements ParsedTime {}
}
