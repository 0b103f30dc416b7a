package io.weibosentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "file://"})
    void reads_one_json_string_a_line(String scheme) throws IOException {
        Path file = Files.writeString(folder.resolve("texts.jsonl"), "\"好\\n的\"\n\n\"\"\n\"\\ud83d\"\r\n\"a\u2028b\"");
        List<String> texts = new ArrayList<>();

        new TextFile(scheme + file).forEach(texts::add);

        assertThat(texts).containsExactly("好\n的", "", "\uD83D", "a\u2028b");
    }

    @Test
    void takes_no_byte_order_mark_for_text() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.jsonl"), "\uFEFF\"好\"\n\"\uFEFF\"\n");
        List<String> texts = new ArrayList<>();

        new TextFile(file.toString()).forEach(texts::add);

        assertThat(texts).containsExactly("好", "\uFEFF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"好", "{\"text\":\"a\"}", "\"a\" \"b\"", "\"a", "null", "1"})
    void a_line_that_is_no_json_string_is_told_by_its_number(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("texts.jsonl"), "\"a\"\n" + line + "\n");

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new TextFile(file.toString()).forEach(text -> {}))
                .withMessageStartingWith("--input " + file + ", line 2: found ");
    }

    @Test
    void a_missing_file_is_told_by_its_name() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new TextFile("no/such.jsonl").forEach(text -> {}))
                .withMessageStartingWith("--input no/such.jsonl: cannot be read");
    }
}
