package io.weibosentiment.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.config.Field;
import io.weibosentiment.config.Preset;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceFileTest {

    private static Map<Field, String> fromPath(Preset preset, String path) {
        TestInput input = TestInput.of(preset, Path.of("x"));
        return SourceFile.of(path, CommentLayout.of(input.config())).fromPath();
    }

    @ParameterizedTest
    @CsvSource({
        "file:/d/5030949943592526.jsonl, 5030949943592526",
        "file:/d/OcZ9gf4zY.jsonl.gz, OcZ9gf4zY",
        "file:/d/5030949943592526/page1.jsonl, 5030949943592526",
        "file:/d/comments_5030949943592526_2.jsonl, 5030949943592526",
        "file:/5031489750517326/5030949943592526.jsonl, 5030949943592526",
    })
    void finds_a_posts_id_in_the_name_or_the_folder(String path, String id) {
        assertThat(fromPath(Preset.WEIBO_API, path)).containsExactly(Map.entry(Field.POST_ID, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/weibo2023/comments1.jsonl",
                "file:/d/page00001.jsonl",
                "file:/d/Notes2023.jsonl",
                "file:/d/2023091012000000.jsonl",
                "file:/d/50309499435925261.jsonl",
                "file:/5030949943592526/a/b.jsonl",
                "file:/d/5030949943592526_5031489750517326.jsonl",
            })
    void takes_nothing_else_for_a_posts_id(String path) {
        assertThat(fromPath(Preset.WEIBO_API, path)).isEmpty();
    }

    @Test
    void believes_the_users_own_pattern() {
        TestInput input = TestInput.of(Preset.WEIBO_API, Path.of("x"))
                .withPathPatterns(Map.of(Field.POST_ID, Pattern.compile("/([^/]+)\\.jsonl$")));
        assertThat(SourceFile.of("file:/d/page00001.jsonl", CommentLayout.of(input.config()))
                        .fromPath())
                .containsExactly(Map.entry(Field.POST_ID, "page00001"));
    }

    @ParameterizedTest
    @CsvSource({
        "file:/weibo/x/2213526752.csv, 2213526752",
        "file:/weibo/x/2213526752.json.gz, 2213526752",
        "file:/weibo/2213526752/posts.csv, 2213526752",
        "file:/weibo/1000000001/2213526752.csv, 2213526752",
        "file:/weibo/x/20240506.csv,",
        "file:/weibo/202405/posts.csv,",
        "file:/weibo/x/5030949943592526.csv,",
    })
    void tells_a_bloggers_id_in_a_path_from_a_date(String path, String blogger) {
        RecordLayout layout =
                PostLayout.of(TestInput.of(Preset.WEIBO_CRAWLER, Path.of("x")).config());
        assertThat(SourceFile.of(path, layout).fromPath().get(Field.BLOGGER_ID)).isEqualTo(blogger);
    }
}
