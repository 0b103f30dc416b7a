package io.weibosentiment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library itself says is asked in KernelsIT, in processes of their own. */
class KernelsTest {

    private static final NativePlatform LINUX = new NativePlatform("linux", "x86_64");

    @Test
    void are_unknown_where_there_is_no_library_to_ask(@TempDir Path folder) {
        assertThat(Kernels.of(new NativeLibrary(folder, "a test", "own"), LINUX))
                .isEqualTo(Kernels.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "own"})
    void a_library_without_onednn_is_refused_where_scores_are_recorded_as_its_work(String flavour) {
        NativeLibrary library = new NativeLibrary(Path.of("lib"), "a test", flavour);

        assertThatThrownBy(() -> Kernels.OWN.require(library, LINUX))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("computes without oneDNN");
    }

    @ParameterizedTest
    @CsvSource({
        "OWN, linux, x86_64, cu121",
        "OWN, macosx, x86_64, cpu",
        "UNKNOWN, linux, x86_64, own",
        "ONE_DNN, linux, x86_64, cpu"
    })
    void elsewhere_it_is_not(Kernels kernels, String os, String arch, String flavour) {
        NativeLibrary library = new NativeLibrary(Path.of("lib"), "a test", flavour);

        assertThatCode(() -> kernels.require(library, new NativePlatform(os, arch)))
                .doesNotThrowAnyException();
    }
}
