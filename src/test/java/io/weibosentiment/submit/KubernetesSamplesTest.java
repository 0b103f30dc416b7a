package io.weibosentiment.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The samples of conf/kubernetes against each other: no cluster is at hand that would try them. */
class KubernetesSamplesTest {

    private static final Path FOLDER = Path.of("conf/kubernetes");

    /** Spark gives a container without a name the one that its tools, and the operator, look for. */
    @Test
    void template_leaves_the_container_without_a_name() throws IOException {
        assertThat(container(spec(read("pod-template.yaml")))).doesNotContainKey("name");
    }

    /** The operator submits in its own pod, so the template has to be in the application. */
    @ParameterizedTest
    @CsvSource({"driver, spark-kubernetes-driver", "executor, spark-kubernetes-executor"})
    void application_has_the_template_in_it(String role, String name) throws IOException {
        Map<String, Object> template = spec(read("pod-template.yaml"));
        Map<String, Object> pod = spec(map(map(spec(read("spark-application.yaml")), role), "template"));

        assertThat(pod.get("securityContext")).isEqualTo(template.get("securityContext"));
        assertThat(pod.get("volumes")).isEqualTo(template.get("volumes"));
        assertThat(container(pod)).containsEntry("name", name);
        for (String part : List.of("securityContext", "volumeMounts")) {
            assertThat(container(pod).get(part)).isEqualTo(container(template).get(part));
        }
    }

    /** The image has what the application starts. */
    @Test
    void image_has_the_jar_of_the_application() throws IOException {
        String jar = String.valueOf(spec(read("spark-application.yaml")).get("mainApplicationFile"));
        String image = Files.readString(FOLDER.resolve("Dockerfile"));

        assertThat(jar).isEqualTo("local:///opt/weibo-sentiment/weibo-sentiment.jar");
        assertThat(image)
                .contains("image/weibo-sentiment.jar", "COPY --from=build /build/image /opt/weibo-sentiment")
                .contains(
                        "DJL_OFFLINE=true",
                        "OPT_OUT_TRACKING=true",
                        "TENSORFLOW_LIBRARY_PATH=/opt/weibo-sentiment/native")
                .contains("mkdir -p image/native");
    }

    private static Map<String, Object> read(String name) throws IOException {
        return new Yaml().load(Files.readString(FOLDER.resolve(name)));
    }

    private static Map<String, Object> spec(Map<String, Object> of) {
        return map(of, "spec");
    }

    @SuppressWarnings("unchecked") // YAML has no types
    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> container(Map<String, Object> pod) {
        return ((List<Map<String, Object>>) pod.get("containers")).get(0);
    }
}
