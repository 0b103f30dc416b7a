package io.weibosentiment.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Turns a line's bytes into text, without guessing. One per task: a decoder holds state. */
final class LineDecoder {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Charset charset;
    private final CharsetDecoder decoder;

    LineDecoder(Charset charset) {
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The encoding's name. */
    String encoding() {
        return charset.name();
    }

    /** The line's text without a byte order mark or carriage return around it; empty if its bytes are none. */
    Optional<String> decode(SourceLine line) {
        try {
            String text = decoder.decode(ByteBuffer.wrap(line.bytes())).toString();
            return Optional.of(trimmed(line, text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The beginning of the line's text with a replacement character for what cannot be decoded. */
    String decodeLossily(SourceLine line) {
        int length = Math.min(line.bytes().length, 4 * RawExcerpt.MAX_CHARS);
        return trimmed(line, new String(line.bytes(), 0, length, charset));
    }

    private static String trimmed(SourceLine line, String text) {
        int start = line.startsFile() && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        int end = text.endsWith("\r") && text.length() > start ? text.length() - 1 : text.length();
        return text.substring(start, end);
    }
}
