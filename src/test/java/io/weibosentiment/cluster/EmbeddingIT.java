package io.weibosentiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.TestSpark;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in docs/embedding.md: compiled against the job jar and Spark's own jars alone, and run. */
class EmbeddingIT {

    private static final Pattern PROGRAM = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path dir;

    @Test
    void a_program_of_another_project_scores_a_column_as_the_job_does() throws Exception {
        Path classes = compiled();
        Files.writeString(dir.resolve("reviews.jsonl"), """
                {"id":1,"text":"今天天气真好[哈哈]"}
                {"id":2,"text":"太让人失望了"}
                {"id":3}
                {"id":4,"text":"今天天气真好[哈哈]"}
                """);

        SparkHome spark = SparkHome.link(Path.of("target/embedding/spark"));
        List<String> arguments =
                new ArrayList<>(List.of("-Dspark.master=local[2]", "-Dspark.ui.enabled=false", "Reviews"));
        arguments.add(dir.resolve("reviews.jsonl").toString());
        arguments.add(dir.resolve("out").toString());
        ProcessBuilder java = spark.java("2g", arguments);
        int classPath = java.command().indexOf("-cp") + 1;
        java.command()
                .set(
                        classPath,
                        java.command().get(classPath)
                                + File.pathSeparator
                                + classes
                                + File.pathSeparator
                                + SparkHome.jobJar()
                                + File.pathSeparator
                                + joined(SparkHome.nativeJars()));
        Finished.run(java, dir.resolve("logs"), LIMIT).endedWith(0);

        List<Row> rows = TestSpark.session()
                .read()
                .parquet(dir.resolve("out/scored").toString())
                .orderBy("id")
                .collectAsList();
        assertThat(rows)
                .extracting(row -> row.getAs("decided_by"))
                .containsExactly("model", "model", "rule:empty", "model");
        assertThat(rows)
                .extracting(row -> row.getAs("label"))
                .containsExactly("positive", "negative", null, "positive");
        assertThat(rows.get(3).<Float>getAs("sentiment")).isEqualTo(rows.get(0).<Float>getAs("sentiment"));
        assertThat(TestSpark.session()
                        .read()
                        .parquet(dir.resolve("out/store").toString())
                        .count())
                .isEqualTo(2);
    }

    private Path compiled() throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("docs/embedding.md")));
        assertThat(program.find()).isTrue();
        Path source = Files.writeString(dir.resolve("Reviews.java"), program.group(1));
        Path classes = Files.createDirectories(dir.resolve("classes"));
        SparkHome spark = SparkHome.link(Path.of("target/embedding/spark"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        SparkHome.jobJar() + File.pathSeparator + joined(jars(spark)),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        return classes;
    }

    private static List<Path> jars(SparkHome spark) throws IOException {
        try (Stream<Path> jars = Files.list(spark.folder().resolve("jars"))) {
            return jars.sorted().toList();
        }
    }

    private static String joined(List<Path> jars) {
        return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    }
}
