package io.weibosentiment.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.erasure.IdMatcher.RowIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasuresTest {

    private static final ErasedId COMMENT = new ErasedId(IdKind.COMMENT, "4900000000000007");
    private static final RowIds ITS_ROW = new RowIds("4900000000000007", "p", "b", null);

    @TempDir
    private Path folder;

    private Erasures erasures;

    @BeforeEach
    void open() throws IOException {
        erasures =
                Erasures.of(FileSystem.getLocal(new Configuration()), new org.apache.hadoop.fs.Path(folder.toString()));
    }

    private static Receipt receipt(int edition) {
        return new Receipt(
                edition,
                Receipt.PENDING,
                "asked",
                "",
                "2025-03-04T10:00:00Z",
                "",
                Map.of("comment", 1L),
                List.of("comment"),
                Map.of());
    }

    @Test
    void nothing_is_there_at_first_and_reading_makes_nothing() throws IOException {
        assertThat(erasures.receipts()).isEmpty();
        assertThat(erasures.ids(Optional.empty()).isEmpty()).isTrue();
        assertThat(erasures.name()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ids_are_left_out_from_the_beginning_and_texts_are_forgotten_at_the_end() throws IOException {
        byte[] text = new byte[Keys128.BYTES];
        erasures.begin(receipt(1), List.of(COMMENT), List.of(text));
        assertThat(erasures.receipts()).containsExactly(receipt(1));
        assertThat(erasures.ids(Optional.empty()).matcher().matches(ITS_ROW)).isTrue();
        assertThat(erasures.texts(receipt(1))).containsExactly(text);

        erasures.note("comments", 2);
        erasures.note("comments", 1);
        Receipt done = erasures.receipts().get(0).done("run", Instant.parse("2025-03-04T10:01:00Z"));
        erasures.end(done);
        erasures.note("comments", 9);

        assertThat(erasures.receipts()).containsExactly(done);
        assertThat(done.isPending()).isFalse();
        assertThat(done.removed()).isEqualTo(Map.of("comments", 3L));
        assertThat(erasures.ids(Optional.empty()).matcher().matches(ITS_ROW)).isTrue();
        assertThat(folder.resolve("_erased/00001.texts")).doesNotExist();
        for (String file : List.of("00001.json", "00001.ids", "_key")) {
            assertThat(Files.readString(folder.resolve("_erased/" + file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(COMMENT.id());
        }
    }

    @Test
    void erasures_add_up_and_the_key_is_its_owners_alone() throws IOException {
        erasures.begin(receipt(1), List.of(COMMENT), List.of());
        String name = erasures.name();
        erasures.begin(receipt(2), List.of(new ErasedId(IdKind.COMMENT, "12")), List.of());

        assertThat(erasures.name()).isEqualTo(name).hasSize(16);
        IdMatcher matcher = erasures.ids(Optional.empty()).matcher();
        assertThat(matcher.matches(ITS_ROW)).isTrue();
        assertThat(matcher.matches(new RowIds("12", "p", "b", null))).isTrue();
        assertThat(matcher.matches(new RowIds("13", "p", "b", null))).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("_erased/_key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void hashes_without_their_key_are_an_error() throws IOException {
        erasures.begin(receipt(1), List.of(COMMENT), List.of());
        Files.delete(folder.resolve("_erased/_key"));
        Files.deleteIfExists(folder.resolve("_erased/._key.crc"));

        assertThatThrownBy(() -> erasures.ids(Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without which nobody can tell what was erased; restore it");
    }
}
