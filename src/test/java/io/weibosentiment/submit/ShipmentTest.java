package io.weibosentiment.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShipmentTest {

    @TempDir
    private Path folder;

    private Path stage;
    private Path file;

    @BeforeEach
    void make_files() throws IOException {
        stage = Files.createDirectory(folder.resolve("stage"));
        file = Files.writeString(folder.resolve("夜间 job.conf"), "output.dir = tables\n");
    }

    @Test
    void a_file_is_carried_under_its_name() throws IOException {
        Shipment shipment = new Shipment("yarn", stage);

        assertThat(shipment.add("--config", file.toString())).isEqualTo("夜间 job.conf");
        assertThat(shipment.add("--config", "file://" + file)).isEqualTo("夜间 job.conf");
        assertThat(shipment.paths()).containsExactly(file.toString());
    }

    @Test
    void a_standalone_cluster_carries_nothing() throws IOException {
        Shipment shipment = new Shipment("spark", stage);

        assertThat(shipment.add("--config", file.toString())).isEqualTo(file.toString());
        assertThat(shipment.paths()).isEmpty();
    }

    @Test
    void a_path_that_spark_takes_for_a_pattern_is_carried_through_a_link() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a[1],b")).resolve("job.conf");
        Files.copy(file, odd);
        Shipment shipment = new Shipment("k8s", stage);

        assertThat(shipment.add("--config", odd.toString())).isEqualTo("job.conf");

        assertThat(shipment.paths()).singleElement().satisfies(path -> {
            assertThat(path).startsWith(stage.toUri().toString()).endsWith("/job.conf");
            assertThat(Path.of(URI.create(path))).hasSameTextualContentAs(odd);
        });
    }

    @Test
    void refuses_what_is_not_there_what_cannot_be_named_and_two_of_one_name() throws IOException {
        Path odd = Files.copy(file, folder.resolve("job#1.conf"));
        Path twin =
                Files.copy(file, Files.createDirectory(folder.resolve("other")).resolve(file.getFileName()));
        Shipment shipment = new Shipment("yarn", stage);
        shipment.add("--config", file.toString());

        assertThatThrownBy(() -> shipment.add("--config", "/nowhere.conf"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--config /nowhere.conf: there is no such file");
        assertThatThrownBy(() -> shipment.add("--config", folder.toString())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> shipment.add("--config", odd.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rename it");
        assertThatThrownBy(() -> shipment.add("output.key-file", twin.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("same name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"include \"common.conf\"", "  include required(file(\"common.conf\"))", "include file(\"x\")"})
    void refuses_a_configuration_that_includes_others(String line) throws IOException {
        Files.writeString(file, "output.dir = tables\n" + line + "\n");

        assertThatThrownBy(() -> new Shipment("yarn", stage).addConfiguration("--config", file.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("includes other files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# include \"common.conf\"", "input.paths = [include]", "include url(\"http://host/x\")"})
    void sends_a_configuration_that_includes_nothing_local(String line) throws IOException {
        Files.writeString(file, line + "\n");

        assertThat(new Shipment("yarn", stage).addConfiguration("--config", file.toString()))
                .isEqualTo("夜间 job.conf");
    }
}
