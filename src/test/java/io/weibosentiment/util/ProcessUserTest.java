package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessUserTest {

    @ParameterizedTest
    @ValueSource(strings = {"?", "", " "})
    void a_user_without_a_name_is_told_what_to_do(String name) {
        assertThatThrownBy(() -> ProcessUser.requireName(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("user id")
                .hasMessageContaining("/etc/passwd");
    }

    @Test
    void any_name_is_good() {
        assertThatCode(() -> ProcessUser.requireName("张 三")).doesNotThrowAnyException();
        assertThatCode(ProcessUser::requireName).doesNotThrowAnyException();
    }
}
