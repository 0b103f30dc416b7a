package io.weibosentiment.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * The text of a stream of bytes, in which what is no text in the encoding is marked: by the second half of a surrogate
 * pair without the first, which no decoder gives.
 */
final class DecodedText extends Reader {

    private static final char MARK = '\uDFFF';
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private boolean ended;

    DecodedText(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = Encodings.strict(charset);
    }

    /** Whether a part of {@code text} could not be decoded. */
    static boolean isMarked(String text) {
        int at = text.indexOf(MARK);
        while (at >= 0 && at > 0 && Character.isHighSurrogate(text.charAt(at - 1))) {
            at = text.indexOf(MARK, at + 1);
        }
        return at >= 0;
    }

    /** {@code text} with the usual replacement character for what could not be decoded. */
    static String shown(String text) {
        return isMarked(text) ? text.replace(MARK, '\uFFFD') : text;
    }

    /** The encoding's name. */
    String encoding() {
        return decoder.charset().name();
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        CharBuffer text = CharBuffer.wrap(chars, offset, length).slice();
        while (text.position() == 0) {
            CoderResult result = Encodings.decode(decoder, bytes, text, ended);
            if (result.isError() && text.hasRemaining()) {
                bytes.position(bytes.position() + result.length());
                text.put(MARK);
            } else if (result.isUnderflow() && !fill()) {
                return text.position() == 0 ? -1 : text.position();
            }
        }
        return text.position();
    }

    /** Gets more bytes; false where there are none. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
