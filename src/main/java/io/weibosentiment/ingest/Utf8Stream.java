package io.weibosentiment.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Text in another encoding as UTF-8. Half of a surrogate pair, as a text cut off leaves it, is dropped: it is no
 * character.
 */
final class Utf8Stream extends InputStream {

    private static final int BUFFER_CHARS = 16 << 10;

    private final Reader text;
    private final CharsetEncoder encoder =
            StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.IGNORE);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_CHARS).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(3 * BUFFER_CHARS).flip();
    private boolean ended;

    Utf8Stream(InputStream in, Charset charset) {
        this.text = new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.IGNORE));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    /** Makes sure that there are bytes; false at the end. */
    private boolean fill() throws IOException {
        while (!bytes.hasRemaining() && !ended) {
            chars.compact();
            ended = text.read(chars) < 0;
            chars.flip();
            bytes.clear();
            encoder.encode(chars, bytes, ended);
            bytes.flip();
        }
        return bytes.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
