package io.weibosentiment.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadicalsTest {

    @ParameterizedTest
    @CsvSource({"恨, 心", "怒, 心", "泪, 水", "猫, 犬", "钱, 钅", "龘, 龍", "一, 一", "愤怒, 心心", "k歌, k欠", "ok, ok", "!, !", "[泪], [水]"
    })
    void radicals_are_those_of_each_character(String unit, String radicals) {
        assertThat(Radicals.get().of(unit)).isEqualTo(radicals);
    }

    @Test
    void characters_beyond_the_basic_plane_have_radicals_too() {
        assertThat(Radicals.get().of(0x20000)).contains("一");
        assertThat(Radicals.get().of("😀")).isEqualTo("😀");
    }

    @Test
    void the_table_is_that_of_unihan() throws IOException {
        Path table = SharedFiles.require("data/unicode/char_radical.tsv.gz");
        int count = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(table)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t");
                assertThat(Radicals.get().of(fields[0].codePointAt(0))).contains(fields[3]);
                count++;
            }
        }
        assertThat(count).isEqualTo(98_060);
    }
}
