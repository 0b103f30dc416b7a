package io.weibosentiment.knowledge;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.Sha256;
import io.weibosentiment.words.Polarity;
import io.weibosentiment.words.TextSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Reads the DLUT emotion ontology (情感词汇本体), saved as CSV: 词语, 词性种类, 词义数, 词义序号, 情感分类, 强度 (1 to 9),
 * 极性 (0 neutral, 1 positive, 2 negative, 3 both), and perhaps a second category with its intensity and polarity. Fields
 * are parted by commas (also with a blank after each), semicolons or tabs; the text is UTF-8, GB 18030 as Excel writes it in
 * China, or UTF-16. A row that cannot be used is left out and counted.
 */
public final class OntologyFile {

    private static final List<String> HEADER = List.of("词语", "词性种类", "词义数", "词义序号", "情感分类", "强度", "极性");
    private static final int CATEGORY = 4;
    private static final int INTENSITY = 5;
    private static final int POLARITY = 6;

    /** From one category's columns to those of the second. */
    private static final int SECOND = 3;

    private static final Set<String> CATEGORIES = Set.of(
            "PA", "PE", "PD", "PH", "PG", "PB", "PK", "NA", "NB", "NJ", "NH", "PF", "NI", "NC", "NG", "NE", "ND", "NN",
            "NK", "NL", "PC");

    private static final List<String> SEPARATORS = List.of("\t", ", ", ";", ",");

    /** The line with which spreadsheets say what parts fields. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)sep=(.)[\\s;,]*\\R");

    private static final int STRONGEST = 9;

    /** Of more, the file is another one than meant. */
    private static final double MOST_REJECTED = 0.1;

    private static final long MOST_BYTES = 100L << 20;

    private final List<EmotionTriple> triples = new ArrayList<>();
    private final Map<String, Polarity> polarities = new LinkedHashMap<>();
    private final Map<String, Integer> rejected = new TreeMap<>();

    private OntologyFile() {}

    /**
     * Reads the ontology in {@code file}, on any Hadoop file system; it may be compressed.
     *
     * @throws InvalidInputException if there is none, or more than a tenth of its rows cannot be used
     */
    public static EmotionOntology read(String file, Configuration hadoop) {
        byte[] bytes;
        try {
            bytes = bytes(new Path(file), hadoop);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--emotion-ontology: " + file + " cannot be read: " + e.getMessage() + "; expected the emotion"
                            + " ontology as a CSV file",
                    e);
        }
        return new OntologyFile().parsed(file, bytes);
    }

    private static byte[] bytes(Path path, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
        if (files.getFileStatus(path).getLen() > MOST_BYTES) {
            throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MB");
        }
        try (InputStream raw = files.open(path);
                InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
            return in.readAllBytes();
        }
    }

    private EmotionOntology parsed(String file, byte[] bytes) {
        if (startsWith(bytes, 'P', 'K') || startsWith(bytes, 0xD0, 0xCF)) {
            throw new InvalidInputException("--emotion-ontology: " + file
                    + " is a workbook of Excel; save its sheet as CSV (in UTF-8) and give that file");
        }
        String text = text(bytes);
        List<String[]> rows = rows(file, text);
        requireHeader(file, rows.isEmpty() ? new String[0] : rows.get(0));
        rows.stream().skip(1).forEach(this::add);
        int left = rejected.values().stream().mapToInt(Integer::intValue).sum();
        if (triples.isEmpty() || left > MOST_REJECTED * (rows.size() - 1)) {
            throw new InvalidInputException("--emotion-ontology: of the " + (rows.size() - 1) + " rows of " + file + " "
                    + left + " cannot be used: " + rejected + "; expected in each a word, one of the 21 categories "
                    + CATEGORIES.stream().sorted().toList() + ", an intensity from 1 to 9 and a polarity from 0 to 3");
        }
        String hash = HexFormat.of().formatHex(Sha256.digest().digest(bytes));
        return new EmotionOntology(triples, polarities, rejected, hash);
    }

    private static List<String[]> rows(String file, String text) {
        Matcher named = SEPARATOR_LINE.matcher(text);
        boolean isNamed = named.lookingAt();
        String table = isNamed ? text.substring(named.end()) : text;
        String separator =
                isNamed ? named.group(1) : separator(table.lines().findFirst().orElse(""));
        try {
            List<String[]> rows = new CsvParser(settings(separator)).parseAll(new StringReader(table));
            for (int i = 0; i < rows.size(); i++) {
                if (Arrays.stream(rows.get(i)).anyMatch(field -> field.indexOf('\n') >= 0)) {
                    throw unclosed(file, "in row " + (i + 1) + " or after it", null);
                }
            }
            return rows;
        } catch (TextParsingException e) {
            throw unclosed(file, "before line " + (e.getLineIndex() + 1), e);
        }
    }

    private static InvalidInputException unclosed(String file, String where, TextParsingException cause) {
        return new InvalidInputException(
                "--emotion-ontology: a quote in " + file + " is not closed, " + where
                        + "; expected every field on one line: save the sheet as CSV again",
                cause);
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static CsvParserSettings settings(String separator) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setMaxColumns(10_000);
        settings.setNullValue("");
        settings.setEmptyValue("");
        return settings;
    }

    private static String separator(String header) {
        return SEPARATORS.stream().filter(header::contains).findFirst().orElse(",");
    }

    private static String text(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, Charset.forName("GB18030"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void requireHeader(String file, String[] found) {
        List<String> columns = Arrays.stream(found).map(String::strip).toList();
        if (columns.size() < HEADER.size() || !columns.subList(0, HEADER.size()).equals(HEADER)) {
            throw new InvalidInputException("--emotion-ontology: " + file + " begins with the columns "
                    + columns.subList(0, Math.min(columns.size(), HEADER.size())) + "; expected " + HEADER
                    + ", as the sheet of the DLUT emotion ontology has them, saved as CSV");
        }
    }

    private void add(String[] row) {
        String word = row.length > 0 ? TextSplitter.normal(row[0].strip()) : "";
        if (row.length <= POLARITY || word.isEmpty()) {
            count(word.isEmpty() ? "without a word" : "with too few columns");
            return;
        }
        Optional<EmotionTriple> main = triple(word, row, 0);
        Optional<Polarity> polarity = number(row[POLARITY]).flatMap(Polarity::of);
        if (main.isEmpty() || polarity.isEmpty()) {
            count(main.isEmpty() ? "without a known category and an intensity" : "without a polarity from 0 to 3");
            return;
        }
        triples.add(main.get());
        polarities.merge(word, polarity.get(), Polarity::and);
        if (row.length > INTENSITY + SECOND && !row[CATEGORY + SECOND].isBlank()) {
            triple(word, row, SECOND).ifPresentOrElse(triples::add, () -> count("with a second category that is none"));
        }
    }

    /** A word's category and intensity, in the columns for the first or the second. */
    private static Optional<EmotionTriple> triple(String word, String[] row, int offset) {
        String category = row[CATEGORY + offset].strip();
        return number(row[INTENSITY + offset])
                .filter(intensity -> intensity >= 1 && intensity <= STRONGEST && CATEGORIES.contains(category))
                .map(intensity -> new EmotionTriple(word, intensity, category));
    }

    /** A whole number, also written as {@code 5.0}. */
    private static Optional<Integer> number(String text) {
        String stripped = text.strip().replaceFirst("\\.0+$", "");
        return stripped.matches("\\d{1,4}") ? Optional.of(Integer.parseInt(stripped)) : Optional.empty();
    }

    private void count(String reason) {
        rejected.merge(reason, 1, Integer::sum);
    }
}
