package io.weibosentiment.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.TestConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextKeysTest {

    /** The expected key is what {@code openssl dgst -sha256 -hmac} gives. */
    private static final String SECRET = "JefeJefeJefeJefe";

    @TempDir
    private Path folder;

    @Test
    void keys_without_a_secret_are_those_of_the_text() {
        TextKeys keys = TextKeys.of(TestConfig.with().scoring());
        assertThat(keys.of("天气")).isEqualTo(TextKey.of("天气"));
        assertThat(keys.fingerprint()).isEmpty();
    }

    @Test
    void keys_with_a_secret_are_its_hmac() throws IOException {
        TextKeys keys = keyed(SECRET);
        assertThat(keys.of("what do ya want for nothing?")).isEqualTo("2ccd85dfc8d18cb5d84fef4b19855469");
        assertThat(keys.fingerprint())
                .hasSize(16)
                .isEqualTo(keyed(SECRET).fingerprint())
                .isNotEqualTo(keyed(SECRET + "x").fingerprint());
    }

    @Test
    void secret_that_is_missing_or_short_is_refused() throws IOException {
        assertThatThrownBy(() -> keyed("short"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("scoring.key-file '" + folder.resolve("key") + "': found a key of 5 bytes");
        assertThatThrownBy(() -> TextKeys.of(TestConfig.with("scoring.key-file=" + folder.resolve("none"))
                        .scoring()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("on the machine of the driver");
    }

    private TextKeys keyed(String secret) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), secret, StandardCharsets.UTF_8);
        return TextKeys.of(TestConfig.with("scoring.key-file=" + file).scoring());
    }
}
