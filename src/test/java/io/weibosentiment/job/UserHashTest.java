package io.weibosentiment.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.OutputConfig;
import io.weibosentiment.config.TestConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserHashTest {

    @TempDir
    Path dir;

    /** RFC 4231, test case 6: a key of 131 bytes 0xaa. */
    @Test
    void is_the_hmac_of_the_standards_test_vector() {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xaa);
        assertThat(new UserHash(key).hash("Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void refuses_a_short_key() throws IOException {
        Path file = Files.writeString(dir.resolve("key"), "short", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> UserHash.of(config(file), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("5 bytes")
                .hasMessageNotContaining("short,");
    }

    @Test
    void names_a_key_file_that_is_missing() {
        Path file = dir.resolve("absent");
        assertThatThrownBy(() -> UserHash.of(config(file), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void takes_the_key_from_the_environment_where_no_file_is_named() {
        OutputConfig config = TestConfig.with("output.users=true").output();
        Map<String, String> environment = Map.of(UserHash.ENVIRONMENT, "0123456789abcdef");

        assertThat(UserHash.asked(config, environment).orElseThrow().hash("user"))
                .isEqualTo(new UserHash("0123456789abcdef".getBytes(StandardCharsets.UTF_8)).hash("user"));
        assertThat(UserHash.asked(TestConfig.with().output(), environment)).isEmpty();
        assertThatThrownBy(() -> UserHash.asked(config, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("output.key-file", UserHash.ENVIRONMENT);
    }

    private static OutputConfig config(Path keyFile) {
        return TestConfig.with("output.users=true", "output.key-file=" + keyFile)
                .output();
    }
}
