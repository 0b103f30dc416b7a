package io.weibosentiment.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns a line's bytes into text, without guessing. One per file: a decoder holds state. */
final class LineDecoder {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final Charset charset;
    private final CharsetDecoder decoder;

    LineDecoder(Charset charset) {
        this.charset = charset;
        this.decoder = Encodings.strict(charset);
    }

    /** The encoding's name. */
    String encoding() {
        return charset.name();
    }

    /**
     * The line's text without byte order marks, zero characters or a carriage return around it; empty if it is none.
     */
    Optional<String> decode(SourceLine line) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            // Much faster than a decoder, but it shows what is no text only by a character that may also be text.
            String text = new String(line.bytes(), StandardCharsets.UTF_8);
            if (text.indexOf(REPLACEMENT) < 0) {
                return Optional.of(trimmed(text));
            }
        }
        if (charset.equals(Encodings.GB18030) && Encodings.isUtf8Line(line.bytes())) {
            // A batch that was appended to the file in another encoding: as GB18030 it may be some text, but not this.
            return Optional.of(trimmed(new String(line.bytes(), StandardCharsets.UTF_8)));
        }
        ByteBuffer bytes = ByteBuffer.wrap(line.bytes());
        CharBuffer text = CharBuffer.allocate(line.bytes().length + 1);
        decoder.reset();
        if (Encodings.decode(decoder, bytes, text, true).isError()) {
            return Optional.empty();
        }
        decoder.flush(text);
        return Optional.of(trimmed(text.flip().toString()));
    }

    /** The beginning of the line's text with a replacement character for what cannot be decoded. */
    String decodeLossily(SourceLine line) {
        int length = Math.min(line.bytes().length, 4 * RawExcerpt.MAX_CHARS);
        return trimmed(new String(line.bytes(), 0, length, charset));
    }

    /** Crawlers that append begin each batch with a byte order mark; a crash leaves zeros before what follows. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (text.charAt(start) == BYTE_ORDER_MARK || text.charAt(start) == 0)) {
            start++;
        }
        if (start == end && text.indexOf(0) >= 0) {
            return text;
        }
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }
}
