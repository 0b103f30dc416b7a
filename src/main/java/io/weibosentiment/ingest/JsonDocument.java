package io.weibosentiment.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.ingest.JsonPages.Opening;
import io.weibosentiment.ingest.JsonScanner.End;
import io.weibosentiment.ingest.JsonScanner.Piece;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/**
 * Reads JSON that is not one object a line: arrays of records, indented or on one line of any size, objects one after
 * another, an object around an array of records.
 *
 * <p>A record that is no JSON is rejected, and reading goes on with the next, if it is certain where that begins: where
 * every record begins a line of its own, as far in as the others. Elsewhere a quote too few would make texts of records
 * and records of texts, so there the file is refused.
 */
final class JsonDocument implements RecordParser {

    private final SourceFile file;
    private final RecordMapper mapper;
    private final JsonPages pages;
    private final DecodedText text;
    private final JsonScanner scanner;
    private final Closeable source;
    private Optional<Opening> page = Optional.empty();
    /** What lines begin with that begin a record; empty if records begin anywhere. */
    private Optional<String> recordStart = Optional.empty();

    private boolean isFirst = true;

    /**
     * A document.
     *
     * @param source closed with this
     */
    JsonDocument(SourceFile file, RecordMapper mapper, JsonPages pages, DecodedText text, Closeable source) {
        this.file = file;
        this.mapper = mapper;
        this.pages = pages;
        this.text = text;
        this.scanner = new JsonScanner(text);
        this.source = source;
    }

    @Override
    public boolean read(Consumer<Row> rows) throws IOException {
        Optional<Piece> piece = page.isPresent() ? scanner.nextInArray() : scanner.next();
        if (piece.isPresent()) {
            read(piece.get(), rows);
            return true;
        }
        boolean leavesPage = page.isPresent() && scanner.isOutside();
        if (leavesPage) {
            scanner.leave(page.get().objects());
            page = Optional.empty();
        }
        return leavesPage;
    }

    private void read(Piece piece, Consumer<Row> rows) throws IOException {
        if (piece.end() == End.NO_OBJECT) {
            rows.accept(malformed(piece, "not a JSON object"));
            return;
        }
        if (isFirst) {
            isFirst = false;
            recordStart = piece.indent().map(indent -> indent + "{");
        } else if (!piece.indent().map(indent -> indent + "{").equals(recordStart)) {
            recordStart = Optional.empty();
        }
        try {
            var value = JsonValues.parse(piece.text());
            add(piece, value, rows);
        } catch (JsonProcessingException e) {
            broken(piece, e, rows);
        }
    }

    private void add(Piece piece, JsonNode value, Consumer<Row> rows) {
        if (DecodedText.isMarked(piece.text())) {
            Optional<Opening> opening = opening(piece);
            if (opening.isPresent()) {
                enter(opening.get(), piece);
            } else {
                rows.accept(rejected(piece, RejectReason.NOT_DECODABLE, "its bytes are no " + text.encoding()));
            }
            return;
        }
        if (recordStart.filter(start -> piece.text().contains("\n" + start)).isPresent()) {
            recordStart = Optional.empty();
        }
        OptionalLong line = OptionalLong.of(piece.line());
        if (page.isPresent()) {
            pages.add(value, line, piece.text(), page.get(), rows);
        } else {
            pages.add(value, line, piece.text(), rows);
        }
    }

    private void broken(Piece piece, JsonProcessingException problem, Consumer<Row> rows) throws IOException {
        Optional<Opening> opening = opening(piece);
        if (opening.isPresent()) {
            enter(opening.get(), piece);
            return;
        }
        boolean isOnlyUnfinished = problem instanceof JsonEOFException;
        if (isOnlyUnfinished && piece.end() == End.CUT_OFF) {
            rows.accept(malformed(piece, "the file ends inside this record: it was cut off"));
        } else if (isOnlyUnfinished && piece.end() == End.TOO_LONG) {
            long length = piece.text().length() + scanner.skipRest();
            rows.accept(malformed(
                    piece, "a record of " + length + " characters; at most " + JsonScanner.MAX_CHARS + " are read"));
        } else if (recordStart.isPresent()) {
            goOnWithNextLine(piece, recordStart.get(), problem, rows);
        } else if (piece.end() == End.WHOLE && !holdsSeveral(piece.text())) {
            rows.accept(malformed(piece, JsonValues.problem(problem)));
        } else {
            throw new InvalidInputException("input file " + file.path() + " is no JSON from line " + piece.line()
                    + " on (" + JsonValues.problem(problem)
                    + "), and where its next record begins cannot be told; mend it, or write one object a line");
        }
    }

    private Optional<Opening> opening(Piece piece) {
        return page.isPresent() ? Optional.empty() : pages.opening(piece.text());
    }

    /** Goes on inside an object that is not read as one. */
    private void enter(Opening opening, Piece piece) {
        page = Optional.of(opening);
        isFirst = true;
        scanner.againInArray(
                piece.text().substring(opening.start()), piece.line() + lines(piece.text(), opening.start()));
    }

    private void goOnWithNextLine(Piece piece, String start, JsonProcessingException problem, Consumer<Row> rows)
            throws IOException {
        int next = piece.text().indexOf("\n" + start);
        String own = next < 0 ? piece.text() : piece.text().substring(0, next);
        if (next >= 0) {
            scanner.again(piece.text().substring(next + 1), piece.line() + lines(piece.text(), next + 1));
        } else {
            scanner.skipToLine(start);
        }
        rows.accept(malformed(
                new Piece(own.stripTrailing(), piece.line(), piece.indent(), piece.end()),
                JsonValues.problem(problem)));
    }

    /** Whether {@code text}, which is no JSON, may hold records that a quote too few or too many made part of it. */
    private static boolean holdsSeveral(String text) {
        for (int at = text.indexOf('}'); at >= 0; at = text.indexOf('}', at + 1)) {
            int next = at + 1;
            while (next < text.length() && (text.charAt(next) == ',' || Character.isWhitespace(text.charAt(next)))) {
                next++;
            }
            if (next < text.length() && text.charAt(next) == '{') {
                return true;
            }
        }
        return false;
    }

    private static long lines(String text, int end) {
        return text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private Row malformed(Piece piece, String detail) {
        return rejected(piece, RejectReason.MALFORMED, detail);
    }

    private Row rejected(Piece piece, RejectReason reason, String detail) {
        return mapper.rejected(file, OptionalLong.of(piece.line()), DecodedText.shown(piece.text()), reason, detail);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
