package io.weibosentiment.ingest;

import io.weibosentiment.config.InputConfig;
import io.weibosentiment.config.InputFormat;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a task needs to know to read rows; unlike {@link InputConfig} it can be sent to executors.
 *
 * @param layout where the fields are
 * @param format the configured format
 * @param encoding the name of the text files' encoding; empty where each file shows whether it is UTF-8, UTF-16 or GB18030
 * @param zone the zone of times that name none
 * @param crawlTime when the crawl was made (ISO 8601), or empty
 */
record ReadSettings(RecordLayout layout, InputFormat format, String encoding, ZoneId zone, String crawlTime)
        implements Serializable {

    static ReadSettings of(InputConfig input, RecordLayout layout) {
        return new ReadSettings(
                layout,
                input.format(),
                input.encoding().map(Charset::name).orElse(layout.text().encoding()),
                input.zone(),
                input.crawlTime().map(Instant::toString).orElse(""));
    }

    /** These settings with {@code other}. */
    ReadSettings with(RecordLayout other) {
        return new ReadSettings(other, format, encoding, zone, crawlTime);
    }

    /** The encoding of text files that show none of their own. */
    Charset charset() {
        return encoding.isEmpty() ? StandardCharsets.UTF_8 : Encodings.of(encoding);
    }

    /** The encoding of a text file that begins with {@code head}. */
    Charset charsetOf(byte[] head) {
        return encoding.isEmpty() ? Encodings.of(head) : Encodings.of(head, charset());
    }

    Optional<Instant> crawlInstant() {
        return crawlTime.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(crawlTime));
    }

    /** The format that the file named {@code name} is read in; {@code AUTO} where nothing tells. */
    InputFormat formatOf(String name) {
        return FileFormat.of(name, format, layout.text().format());
    }
}
