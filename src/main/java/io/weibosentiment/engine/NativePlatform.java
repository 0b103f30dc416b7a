package io.weibosentiment.engine;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An operating system and processor, named as in the jars with TensorFlow's native library.
 *
 * @param os {@code linux}, {@code macosx} or {@code windows}
 * @param arch {@code x86_64}, {@code arm64}, or Java's name for any other
 */
record NativePlatform(String os, String arch) {

    /** The platform that {@code os.name} and {@code os.arch} of {@code properties} describe. */
    static NativePlatform of(Properties properties) {
        String os = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = properties.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return new NativePlatform(
                os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : "linux",
                switch (arch) {
                    case "amd64", "x86_64", "x64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                });
    }

    /** The Maven classifier, for instance {@code linux-x86_64}. */
    String classifier() {
        return os + "-" + arch;
    }

    /** The same platform as DJL's own jars name it, for instance {@code linux-x86_64} or {@code osx-aarch64}. */
    String djlClassifier() {
        String djlOs = switch (os) {
            case "macosx" -> "osx";
            case "windows" -> "win";
            default -> os;
        };
        return djlOs + "-" + ("arm64".equals(arch) ? "aarch64" : arch);
    }

    /** The file that Java loads; it loads the others. */
    String entryLibrary() {
        return switch (os) {
            case "macosx" -> "libjnitensorflow.dylib";
            case "windows" -> "jnitensorflow.dll";
            default -> "libjnitensorflow.so";
        };
    }

    /** The libraries that the entry library needs beside it; each list has the names that one of them may have. */
    List<List<String>> companions() {
        return switch (os) {
            case "macosx" ->
                Stream.of("tensorflow_cc", "tensorflow_framework")
                        .map(name -> List.of("lib" + name + ".2.dylib", "lib" + name + ".dylib"))
                        .toList();
            case "windows" -> List.of(List.of("tensorflow.dll", "tensorflow_cc.dll"));
            default ->
                Stream.of("tensorflow_cc", "tensorflow_framework")
                        .map(name -> List.of("lib" + name + ".so.2", "lib" + name + ".so"))
                        .toList();
        };
    }
}
