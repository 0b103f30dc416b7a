package io.weibosentiment.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.util.HadoopSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of texts, one JSON string per line, in UTF-8; read line by line. */
final class TextFile {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** What some editors on Windows put before a file in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String path;

    /** The file at {@code path}: local, or a URI of any Hadoop file system. */
    TextFile(String path) {
        this.path = path;
    }

    /**
     * Passes each text to {@code reader}, in order; skips empty lines.
     *
     * @throws InvalidInputException if the file cannot be read, or a line is not a JSON string
     */
    void forEach(Consumer<String> reader) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (!text.isBlank()) {
                    reader.accept(text(text, number));
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--input " + path + ": cannot be read (" + e.getMessage()
                            + "); expected a local file or a URI such as hdfs://host/path/texts.jsonl",
                    e);
        }
    }

    private InputStream open() throws IOException {
        if (!path.contains("://")) {
            return Files.newInputStream(Path.of(path));
        }
        org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(URI.create(path));
        return remote.getFileSystem(HadoopSettings.ofProcess()).open(remote);
    }

    private String text(String line, long number) {
        try {
            JsonNode node = JSON.readValue(line);
            if (node.isTextual()) {
                return node.textValue();
            }
            throw new InvalidInputException(badLine(number, "found " + node.getNodeType()));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(badLine(number, "found no JSON"), e);
        }
    }

    private String badLine(long number, String found) {
        return "--input " + path + ", line " + number + ": " + found
                + "; expected one JSON string per line, such as \"今天天气真好\"";
    }
}
