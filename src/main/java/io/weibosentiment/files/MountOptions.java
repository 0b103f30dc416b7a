package io.weibosentiment.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the file systems of a Linux host are mounted, by {@code /proc/self/mountinfo}. */
public final class MountOptions {

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final int PLACE = 4;
    private static final int OPTIONS = 5;

    private MountOptions() {}

    /** Whether code may be loaded from files below {@code path}; true where that cannot be told. */
    public static boolean allowExecution(Path path) throws IOException {
        return !Files.isReadable(MOUNTS) || allowExecution(path.toRealPath(), Files.readAllLines(MOUNTS));
    }

    /** The last mount whose place begins the path the longest counts. */
    static boolean allowExecution(Path path, List<String> mounts) {
        int longest = -1;
        boolean isAllowed = true;
        for (String mount : mounts) {
            String[] fields = mount.split(" ", -1);
            Path place = Path.of(unescaped(fields[PLACE]));
            if (path.startsWith(place) && place.getNameCount() >= longest) {
                longest = place.getNameCount();
                isAllowed = !Arrays.asList(fields[OPTIONS].split(",")).contains("noexec");
            }
        }
        return isAllowed;
    }

    /** Blanks and the like stand as their octal numbers. */
    private static String unescaped(String place) {
        return ESCAPED.matcher(place)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    }
}
