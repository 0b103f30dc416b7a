package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.Columns;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.TestSpark;
import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet files with schemas of all kinds, and of several kinds at once. */
final class ParquetSchemasTest {

    private static final long MICROS = 1_714_528_800_123_456L; // 2024-05-01T02:00:00.123456Z

    private final SparkSession spark = TestSpark.session();

    @TempDir
    private Path folder;

    private Path write(String name, String sql) throws IOException {
        Path data = folder.resolve("written");
        spark.sql(sql).coalesce(1).write().mode("overwrite").parquet(data.toString());
        try (Stream<Path> parts = Files.list(data)) {
            Path part = parts.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectories(folder.resolve("in"));
            return Files.move(part, folder.resolve("in").resolve(name));
        }
    }

    private Path write(String schema, Object value) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(
                "message m { optional binary post (STRING); optional binary text (STRING); " + schema + "; }");
        Path file = folder.resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration())
                .withType(type)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            Group row =
                    new SimpleGroupFactory(type).newGroup().append("post", "p").append("text", "好");
            if (value instanceof Long number) {
                row.append("v", number);
            } else if (value instanceof Integer number) {
                row.append("v", number);
            } else if (value instanceof Double number) {
                row.append("v", number);
            } else {
                row.append("v", (Binary) value);
            }
            writer.write(row);
        }
        return file;
    }

    private static List<String> kept(IngestedRows staged, String... columns) {
        return staged.kept().selectExpr(columns).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .sorted()
                .toList();
    }

    private static HeadSample head(Path file, Field field) throws IOException {
        return TestSample.of(
                TestInput.of(Preset.NONE, file)
                        .withColumns(Map.of(Field.POST_ID, "post", Field.TEXT, "text", field, "v")),
                file);
    }

    @Test
    void reads_each_file_by_its_own_schema() throws IOException {
        write("1.parquet", "select 'p' post, '1' id, '一' text");
        write("2.parquet", "select 7L post, 2L id, '二' text, 20000000.0D likes, named_struct('id', 5L) user");
        write("3.parquet", "select 7.0D post, 3.5D id, 3L likes, binary('三') text, named_struct('id', '6') user");
        write("4.parquet", "select decimal('7') post, 4 id, '四' text, decimal('12.00') likes, date'2024-05-01' time");

        IngestedRows staged = TestInput.of(Preset.NONE, folder.resolve("in"))
                .withColumns(Map.of(
                        Field.POST_ID, "post",
                        Field.COMMENT_ID, "id",
                        Field.TEXT, "text",
                        Field.LIKES, "likes",
                        Field.USER_ID, "user.id"))
                .staged(java.util.Set.of(Field.POST_ID, Field.TEXT));

        assertThat(staged.counts().rejected()).isZero();
        assertThat(kept(staged, "post_id", "comment_id", "text", "likes", "user_id"))
                .containsExactly("7|2|二|20000000|5", "7|3.5|三|3|6", "7|4|四|12|null", "p|1|一|null|null");
    }

    @Test
    void reads_replies_in_lists_as_in_json() throws IOException {
        write("1.parquet", """
                select '5' status_id, '1' id, 'a' text, '2024-05-01' created_at, 3 like_count,
                  named_struct('id', 7L) user,
                  array(named_struct('id', '2', 'text', 'b', 'created_at', '2024-05-02', 'user', named_struct('id', 8L)),
                    null, named_struct('id', '3', 'text', 'c', 'created_at', 'never', 'user', null)) comments
                """);

        IngestedRows staged =
                TestInput.of(Preset.WEIBO_API, folder.resolve("in")).staged();

        assertThat(kept(staged, "post_id", "comment_id", "user_id", "text", "likes"))
                .containsExactly("5|1|7|a|3", "5|2|8|b|null");
        assertThat(staged.rejected().select("reason", "raw").collectAsList().stream()
                        .map(Row::toString)
                        .sorted()
                        .toList())
                .containsExactly(
                        "[malformed,null]", "[unreadable_time,{\"id\":\"3\",\"text\":\"c\",\"created_at\":\"never\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "int64 v (TIMESTAMP(MILLIS/true)), 1714528800123, 1714528800123000",
        "int64 v (TIMESTAMP(MICROS/true)), 1714528800123456, 1714528800123456",
        "int64 v (TIMESTAMP(NANOS/true)), 1714528800123456789, 1714528800123456",
        "int64 v (TIMESTAMP(MILLIS/false)), 1714557600123, 1714528800123000",
        "int64 v (TIMESTAMP(MICROS/false)), 1714557600123456, 1714528800123456",
        "int64 v (TIMESTAMP(NANOS/false)), 1714557600123456789, 1714528800123456",
        "int64 v (TIMESTAMP(NANOS/true)), -1, -1",
        "int64 v, 1714528800, 1714528800000000"
    })
    void reads_timestamps_of_every_unit_in_utc_and_in_the_zone_of_the_input(String type, long value, long micros)
            throws IOException {
        Path file = write("optional " + type.replace('/', ','), value);

        assertThat(TestSample.values(head(file, Field.POST_TIME), Columns.POST_TIME))
                .containsExactly(Long.toString(micros));
    }

    @Test
    void reads_the_timestamps_of_old_writers() throws IOException {
        byte[] int96 = new byte[12];
        java.nio.ByteBuffer.wrap(int96)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(7_200_123_456_789L)
                .putInt(2_460_432);

        Path file = write("optional int96 v", Binary.fromConstantByteArray(int96));

        assertThat(TestSample.values(head(file, Field.POST_TIME), Columns.POST_TIME))
                .containsExactly(Long.toString(MICROS));
    }

    @Test
    void reads_days_and_unsigned_and_scaled_numbers() throws IOException {
        assertThat(TestSample.values(head(write("optional int32 v (DATE)", 19_844), Field.POST_TIME), "post_time"))
                .containsExactly("1714492800000000");
        assertThat(TestSample.values(
                        head(write("optional int64 v (INTEGER(64,false))", -1L), Field.USER_ID), "user_id"))
                .containsExactly("18446744073709551615");
        assertThat(TestSample.values(head(write("optional int32 v (INTEGER(32,false))", -1), Field.USER_ID), "user_id"))
                .containsExactly("4294967295");
        assertThat(TestSample.values(head(write("optional int64 v (DECIMAL(18,2))", 1250L), Field.USER_ID), "user_id"))
                .containsExactly("12.5");
        assertThat(TestSample.values(head(write("optional double v", 4900123456789010.0), Field.USER_ID), "user_id"))
                .containsExactly("4900123456789010");
    }

    @Test
    void reads_a_file_that_was_cut_into_row_groups_once() throws IOException {
        Path data = folder.resolve("large");
        spark.range(200_000)
                .selectExpr("'p' post", "id", "concat('文', sha2(string(id), 256)) text")
                .coalesce(1)
                .write()
                .option("parquet.block.size", 1 << 20)
                .parquet(data.toString());

        IngestedRows staged = TestInput.of(Preset.NONE, data)
                .withColumns(Map.of(Field.POST_ID, "post", Field.COMMENT_ID, "id", Field.TEXT, "text"))
                .staged();

        assertThat(staged.counts()).isEqualTo(new IngestCounts(200_000, 200_000, 0, 0, Map.of()));
    }

    @Test
    void refuses_damaged_files_before_any_work() throws IOException {
        Path good = write("1.parquet", "select 'p' post, '1' id, '一' text");
        byte[] bytes = Files.readAllBytes(good);
        for (int i = 2; i < 6; i++) {
            Files.copy(good, folder.resolve("in").resolve(i + ".parquet"));
        }
        Files.write(folder.resolve("in/6.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        TestInput input = TestInput.of(Preset.NONE, folder.resolve("in"))
                .withColumns(Map.of(Field.POST_ID, "post", Field.TEXT, "text"));

        assertThatThrownBy(() -> RecordReader.records(spark, input.check()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("in/6.parquet cannot be read as Parquet")
                .hasMessageContaining("fetch it again");
    }

    @Test
    void refuses_a_column_that_holds_no_single_values() throws IOException {
        Path file = write("1.parquet", "select 'p' post, named_struct('zh', '一') text");
        TestInput input =
                TestInput.of(Preset.NONE, file).withColumns(Map.of(Field.POST_ID, "post", Field.TEXT, "text"));

        assertThatThrownBy(() -> RecordReader.records(spark, input.check()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1.parquet: its column 'text' holds a struct or a list")
                .hasMessageContaining("it has post, text, text.zh")
                .hasMessageContaining("--set input.columns.text=text.COLUMN");
    }
}
