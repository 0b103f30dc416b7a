package io.weibosentiment.engine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A jar with TensorFlow's native library, found through a class loader.
 *
 * @param source the jar's address
 * @param version the version that it states
 * @param flavour {@code cpu}, or a CUDA flavour such as {@code cu121}
 * @param classifier the platform it is for
 * @param files its libraries, sorted by name
 */
record NativeJar(String source, String version, String flavour, String classifier, List<LibraryFile> files) {

    static final String CPU_COORDINATES = "org.tensorflow:tensorflow-core-native:1.0.0-rc.1";
    static final String CUDA_COORDINATES = "ai.djl.tensorflow:tensorflow-native-cu121:2.16.1:linux-x86_64";

    private static final String CPU_FLAVOUR = "cpu";
    private static final String CPU_FOLDER = "org/tensorflow/internal/c_api/";
    private static final String CPU_PROPERTIES = "META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties";
    private static final String DJL_FOLDER = "native/lib/";
    private static final String DJL_PROPERTIES = DJL_FOLDER + "tensorflow.properties";

    /**
     * The jar to use, if there is any: a CUDA jar if the host has NVIDIA's driver, else the CPU jar, else any other (a
     * CUDA library also runs on a host without a GPU).
     */
    static Optional<NativeJar> find(List<ClassLoader> loaders, NativePlatform platform, boolean hasGpuDriver)
            throws IOException {
        List<NativeJar> jars = new ArrayList<>();
        for (ClassLoader loader : loaders) {
            jars.addAll(djlJars(loader, platform));
            cpuJar(loader, platform).ifPresent(jars::add);
        }
        Comparator<NativeJar> cpuFirst =
                Comparator.comparing(jar -> !jar.flavour().equals(CPU_FLAVOUR));
        return jars.stream().min(hasGpuDriver ? cpuFirst.reversed() : cpuFirst);
    }

    /** The name of its folder in the host's cache, different for different jars. */
    String cacheName() {
        return "tensorflow-" + version + "-" + flavour + "-" + classifier + "-" + LibraryFile.fingerprint(files);
    }

    /** The size of its files when unpacked, in bytes. */
    long bytes() {
        return files.stream().mapToLong(LibraryFile::size).sum();
    }

    void unpack(Path folder) throws IOException {
        LibraryFile.unpack(files, folder);
        new VerifiedMark(folder).set(files);
    }

    /** Whether {@code folder} has every file as it was unpacked; files are read unless they are known to be whole. */
    boolean isWhole(Path folder) throws IOException {
        if (!LibraryFile.haveTheirSize(files, folder)) {
            return false;
        }
        VerifiedMark mark = new VerifiedMark(folder);
        if (mark.isOf(files)) {
            return true;
        }
        if (!LibraryFile.areWhole(files, folder)) {
            return false;
        }
        mark.set(files);
        return true;
    }

    private static Optional<NativeJar> cpuJar(ClassLoader loader, NativePlatform platform) throws IOException {
        String folder = CPU_FOLDER + platform.classifier() + "/";
        URL entry = loader.getResource(folder + platform.entryLibrary());
        if (entry == null) {
            return Optional.empty();
        }
        String root = root(entry, folder + platform.entryLibrary());
        String version = properties(root + CPU_PROPERTIES).getProperty("version", "unversioned");
        List<LibraryFile> files = new ArrayList<>();
        for (String name : LibraryFile.namesBeside(entry)) {
            if (name.startsWith(folder) && name.length() > folder.length() && name.indexOf('/', folder.length()) < 0) {
                files.add(LibraryFile.of(root, name));
            }
        }
        return Optional.of(new NativeJar(root, version, CPU_FLAVOUR, platform.classifier(), sorted(files)));
    }

    private static List<NativeJar> djlJars(ClassLoader loader, NativePlatform platform) throws IOException {
        List<NativeJar> jars = new ArrayList<>();
        for (URL address : Collections.list(loader.getResources(DJL_PROPERTIES))) {
            Properties properties = properties(address.toString());
            String classifier = properties.getProperty("classifier", "");
            String libraries = properties.getProperty("libraries", "");
            if (libraries.isBlank() || !classifier.endsWith(platform.djlClassifier())) {
                continue; // a placeholder, or another platform's
            }
            String root = root(address, DJL_PROPERTIES);
            String flavour = properties.getProperty("flavor", classifier.substring(0, classifier.indexOf('-')));
            List<LibraryFile> files = new ArrayList<>();
            for (String name : libraries.split(",")) {
                files.add(LibraryFile.of(root, DJL_FOLDER + name.strip()));
            }
            jars.add(new NativeJar(
                    root,
                    properties.getProperty("version", "unversioned"),
                    flavour,
                    platform.classifier(),
                    sorted(files)));
        }
        return jars;
    }

    private static String root(URL address, String resource) {
        String text = address.toString();
        return text.substring(0, text.length() - resource.length());
    }

    private static List<LibraryFile> sorted(List<LibraryFile> files) {
        return files.stream().sorted(Comparator.comparing(LibraryFile::name)).toList();
    }

    private static Properties properties(String address) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = LibraryFile.open(URI.create(address).toURL()).getInputStream()) {
            properties.load(in);
        } catch (FileNotFoundException e) {
            return properties; // the jar states no version; the hash of its content still identifies it
        }
        return properties;
    }
}
