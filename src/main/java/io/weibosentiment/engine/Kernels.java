package io.weibosentiment.engine;

import com.sun.jna.Function;
import io.weibosentiment.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What TensorFlow multiplies matrices with on the CPU, as its loaded library says itself. */
enum Kernels {
    ONE_DNN("oneDNN"),
    /** Those that it has where oneDNN is left out of the build or switched off. */
    OWN("TensorFlow's own kernels"),
    /** The library does not say. */
    UNKNOWN("unknown kernels");

    /** {@code tensorflow::IsMKLEnabled()}, as compilers on Linux and macOS spell it; oneDNN was called MKL-DNN once. */
    private static final String IS_ENABLED = "_ZN10tensorflow12IsMKLEnabledEv";

    /** A C++ bool comes back in one byte; the others of the register say nothing. */
    private static final int BYTE = 0xff;

    /** Where a score's instruction set is known, see {@link CpuFeatures}. */
    private static final String RECORDED = "linux-x86_64";

    private final String inWords;

    Kernels(String inWords) {
        this.inWords = inWords;
    }

    /** Asks {@code library}, which is loaded and may have decided what it uses. */
    static Kernels of(NativeLibrary library, NativePlatform platform) {
        return platform.companions().stream()
                .flatMap(List::stream)
                .filter(name -> name.contains("framework"))
                .map(library.folder()::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(Kernels::asked)
                .orElse(UNKNOWN);
    }

    private static Kernels asked(Path file) {
        Function isEnabled;
        try {
            isEnabled = com.sun.jna.NativeLibrary.getInstance(file.toString()).getFunction(IS_ENABLED);
        } catch (UnsatisfiedLinkError e) {
            return UNKNOWN; // another version of TensorFlow
        }
        return (isEnabled.invokeInt(new Object[0]) & BYTE) == 0 ? OWN : ONE_DNN;
    }

    /**
     * Makes sure that scores mean what is recorded of them, which is the instruction set that oneDNN uses on Linux; of
     * other systems none is. A library for GPUs may compute without oneDNN where it does without the GPU.
     *
     * @throws InvalidInputException if the library computes without oneDNN
     */
    void require(NativeLibrary library, NativePlatform platform) {
        boolean isRecorded = platform.classifier().equals(RECORDED);
        if (this == OWN && isRecorded && !library.flavour().startsWith("cu")) {
            throw new InvalidInputException(
                    "TensorFlow's native library in " + library + " computes without oneDNN, so a"
                            + " text's score would depend on the texts in its batch; expected a build with oneDNN: unset "
                            + NativeLibrary.VARIABLE + " to use the one that comes with the job");
        }
    }

    @Override
    public String toString() {
        return inWords;
    }
}
