package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code submit/local.sh} from anywhere, with its exit codes and its complaints. */
class LocalScriptIT {

    private static final int BAD_USAGE = 3;

    @TempDir
    private Path folder;

    @Test
    void passes_the_commands_exit_code_through_from_any_directory() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("another place"));

        Finished help = run(LocalRun.process(elsewhere, List.of("score", "--help")));
        Finished unknown = run(LocalRun.process(elsewhere, List.of("score", "--no-such-option")));

        assertThat(help.endedWith(0).stdout()).contains("--input", "--window");
        assertThat(unknown.endedWith(BAD_USAGE).stderr()).contains("--no-such-option");
    }

    @Test
    void explains_itself() throws Exception {
        Finished help = run(LocalRun.process(folder, List.of("--help")));
        Finished nothing = run(LocalRun.process(folder, List.of()));

        assertThat(help.endedWith(0).stdout()).contains("Usage: submit/local.sh", "WEIBO_SENTIMENT_HEAP", "JAVA_HOME");
        assertThat(nothing.endedWith(BAD_USAGE).stderr()).contains("Usage: submit/local.sh");
    }

    @Test
    void refuses_an_old_java() throws Exception {
        ProcessBuilder process = LocalRun.process(folder, List.of("score", "--help"));
        process.environment().put("JAVA_HOME", fakeJava("openjdk version \"11.0.2\" 2019-01-15"));

        assertThat(run(process).endedWith(BAD_USAGE).stderr()).contains("is Java 11; 17 or later is needed");
    }

    @Test
    void names_a_java_home_without_java() throws Exception {
        ProcessBuilder process = LocalRun.process(folder, List.of("score", "--help"));
        process.environment().put("JAVA_HOME", folder.toString());

        assertThat(run(process).endedWith(BAD_USAGE).stderr()).contains(folder + "/bin/java", "JAVA_HOME");
    }

    private Finished run(ProcessBuilder process) throws IOException, InterruptedException {
        return Finished.run(process, folder.resolve("logs"), Duration.ofMinutes(2));
    }

    private String fakeJava(String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("old").toString();
    }
}
