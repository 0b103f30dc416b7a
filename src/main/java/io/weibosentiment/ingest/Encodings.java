package io.weibosentiment.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The encodings of text files, and what the first bytes of a file show of its own. */
final class Encodings {

    static final Charset GB18030 = Charset.forName("GB18030");
    static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Set<String> CHINESE = Set.of("GBK", "GB2312", "X-MSWIN-936");
    /** So many characters beyond ASCII are no accident. */
    private static final int TELLING_CHARACTERS = 4;

    private static final byte EURO = (byte) 0x80;

    private Encodings() {}

    /**
     * The encoding called {@code name}. As in browsers, GBK and its kin are read as GB18030, which contains them: files
     * that are called GBK have characters of it.
     */
    static Charset of(String name) {
        Charset charset = Charset.forName(name);
        return CHINESE.contains(charset.name().toUpperCase(Locale.ROOT)) ? GB18030 : charset;
    }

    /** The encoding that a file beginning with {@code head} shows by a byte order mark, or by UTF-16's zero bytes. */
    static Optional<Charset> shownBy(byte[] head) {
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        boolean isLittle = isAscii(head, 0) && isZero(head, 1) && isAscii(head, 2) && isZero(head, 3);
        if (isLittle || startsWith(head, 0xff, 0xfe)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        boolean isBig = isZero(head, 0) && isAscii(head, 1) && isZero(head, 2) && isAscii(head, 3);
        if (isBig || startsWith(head, 0xfe, 0xff)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return Optional.empty();
    }

    /**
     * The encoding of a file beginning with {@code head}: the one that it shows, else the one declared. Half of the rows
     * of UTF-8 are some text in GB18030 too, though never the other way about; so what is UTF-8 is read as that.
     */
    static Charset of(byte[] head, Charset declared) {
        return shownBy(head)
                .orElseGet(() -> declared.equals(GB18030) && isPlainlyUtf8(head) ? StandardCharsets.UTF_8 : declared);
    }

    /** The encoding of a file beginning with {@code head} if none is declared: UTF-8 if it can be that, else GB18030 if it can. */
    static Charset of(byte[] head) {
        return shownBy(head)
                .orElseGet(() -> !canDecode(StandardCharsets.UTF_8, head) && canDecode(GB18030, head)
                        ? GB18030
                        : StandardCharsets.UTF_8);
    }

    private static boolean isPlainlyUtf8(byte[] head) {
        CharBuffer text = CharBuffer.allocate(head.length + 1);
        CoderResult result = strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(head), text, false);
        return !result.isError() && text.flip().chars().filter(c -> c > 0x7f).count() >= TELLING_CHARACTERS;
    }

    /** Whether {@code line} is UTF-8 of so many Chinese characters that it is no text in GB18030 but by its bytes. */
    static boolean isUtf8Line(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0
                && text.chars().filter(c -> c >= 0x800).count() >= TELLING_CHARACTERS;
    }

    /** Which of utf-8, gb18030 and utf-16 a file beginning with {@code head} can be in, the likeliest first. */
    static List<String> fitting(byte[] head) {
        Optional<Charset> shown = shownBy(head);
        if (shown.isPresent() && !shown.get().equals(StandardCharsets.UTF_8)) {
            return List.of("utf-16");
        }
        List<String> fitting = new ArrayList<>();
        if (canDecode(StandardCharsets.UTF_8, head)) {
            fitting.add("utf-8");
        }
        if (canDecode(GB18030, head)) {
            fitting.add("gb18030");
        }
        return List.copyOf(fitting);
    }

    /** Whether {@code head} is text in {@code charset}; it may end inside a character. */
    private static boolean canDecode(Charset charset, byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        return !decode(strict(charset), bytes, CharBuffer.allocate(head.length + 1), false)
                .isError();
    }

    /** A decoder that stops at what is no text. */
    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Decodes as {@code decoder} does, but byte 80 is the euro sign in Chinese text, as in Windows and in browsers. */
    static CoderResult decode(CharsetDecoder decoder, ByteBuffer bytes, CharBuffer text, boolean isAll) {
        CoderResult result = decoder.decode(bytes, text, isAll);
        while (result.isError() && decoder.charset().equals(GB18030) && bytes.get(bytes.position()) == EURO) {
            if (!text.hasRemaining()) {
                return CoderResult.OVERFLOW;
            }
            bytes.get();
            text.put('€');
            result = decoder.decode(bytes, text, isAll);
        }
        return result;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        byte[] bytes = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            bytes[i] = (byte) magic[i];
        }
        return head.length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    private static boolean isAscii(byte[] head, int at) {
        return head.length > at && (head[at] >= ' ' || head[at] == '\t' || head[at] == '\r' || head[at] == '\n');
    }

    private static boolean isZero(byte[] head, int at) {
        return head.length > at && head[at] == 0;
    }
}
