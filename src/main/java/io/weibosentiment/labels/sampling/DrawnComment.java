package io.weibosentiment.labels.sampling;

import java.time.Instant;
import java.util.Optional;

/**
 * A comment that was drawn.
 *
 * @param key its key
 * @param shared the key that it shares with comments that are alike
 * @param place where it is
 * @param blogger its blogger, if known
 * @param post its post
 * @param comment its id in the crawl, if it has one
 * @param time when it was made, if known
 * @param stratum the place of its stratum among the strata
 */
public record DrawnComment(
        String key,
        String shared,
        String place,
        Optional<String> blogger,
        String post,
        Optional<String> comment,
        Optional<Instant> time,
        int stratum) {}
