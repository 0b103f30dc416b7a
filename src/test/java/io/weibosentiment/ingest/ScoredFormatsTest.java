package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.Columns;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of others in the forms of files that raw comments have too. */
final class ScoredFormatsTest {

    private final SparkSession spark = TestSpark.session();

    @TempDir
    private Path folder;

    private IngestedRows read() {
        TestInput input = TestInput.of(Preset.NONE, folder);
        RecordLayout layout =
                ScoredColumns.parse("comment-id=text").layout(input.config(), EnumSet.noneOf(Field.class));
        InputFiles files = InputFiles.check(spark, input.config(), layout);
        return new IngestedRows(RecordReader.records(spark, files).localCheckpoint());
    }

    private static List<String> kept(IngestedRows rows) {
        return rows.kept().select(Columns.POST_ID, Columns.COMMENT_ID, Columns.SENTIMENT).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
    }

    @Test
    void reads_quotes_line_breaks_and_backslashes_as_they_are_meant() throws IOException {
        Files.writeString(folder.resolve("a.csv"), """
                post_id,text,score
                p1,"say ""hi"", you",0.5
                p2,"one
                two",0.25
                p3,"ends in \\",0.75
                p4,plain \\,1
                """);

        IngestedRows rows = read();

        assertThat(rows.counts().rejected()).isZero();
        assertThat(kept(rows))
                .containsExactly("p1|say \"hi\", you|0.5", "p2|one\ntwo|0.25", "p3|ends in \\|0.75", "p4|plain \\|1.0");
    }

    @Test
    void reads_folders_within_folders_in_every_format() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("b/c"));
        Files.writeString(folder.resolve("a.csv"), "post_id;text;score\np1;a;0.5\n");
        Files.writeString(inner.resolve("b.json"), "[\n {\"post_id\":\"p2\",\"text\":\"b\",\"score\":0.25}\n]");
        spark.sql("select 'p3' post_id, 'c' text, 0.75F score")
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(inner.resolve("d").toString());

        assertThat(kept(read())).containsExactly("p1|a|0.5", "p2|b|0.25", "p3|c|0.75");
    }
}
