package io.weibosentiment.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.erasure.IdMatcher.RowIds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdMatcherTest {

    private static final byte[] KEY = {1, 2, 3};
    private static final List<ErasedId> IDS = List.of(
            new ErasedId(IdKind.COMMENT, "4900000000000007"),
            new ErasedId(IdKind.POST, "3501756485200075"),
            new ErasedId(IdKind.BLOGGER, "1700000001"),
            new ErasedId(IdKind.USER, "hash of 42"),
            new ErasedId(IdKind.COMMENT, "评论 7"),
            new ErasedId(IdKind.USER, "hash of 张三"),
            ErasedId.onPost("p1", "12"));

    private final IdMatcher matcher =
            ErasedIds.of(KEY, IDS, Optional.of(user -> "hash of " + user)).matcher();

    @ParameterizedTest
    @CsvSource({
        "4900000000000007, p, b, u, true",
        "4900000000000008, p, b, u, false",
        ", 3501756485200075, , , true",
        ", z0JH2lOMb, , , true",
        "1, z0JH2lOMc, , , false",
        "1, p, 1700000001, u, true",
        "1700000001, 4900000000000007, 3501756485200075, 1700000001, false",
        "1, p, b, hash of 42, true",
        "12, p1, , , true",
        "12, p2, , , false",
        "2, p11, , , false",
        ", , , , false",
    })
    void an_id_counts_only_as_what_it_is_the_id_of(
            String comment, String post, String blogger, String user, boolean isErased) {
        assertThat(matcher.matches(new RowIds(comment, post, blogger, user))).isEqualTo(isErased);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":"4900000000000007","text":  | /crawl/a.jsonl                    | true
            {"id":"49000000000000071","text": | /crawl/a.jsonl                    | false
            x,z0JH2lOMb,text                  | /crawl/a.csv                      | true
            one,42,two                        | /crawl/a.csv                      | true
            one,421,two                       | /crawl/a.csv                      | false
            no id                             | /crawl/1700000001/a.csv           | true
            no id                             | /crawl/comments_z0JH2lOMb_2.jsonl | true
            no id                             | /crawl/b.csv                      | false
            {"id": "评论 7", "text": "         | /crawl/b.jsonl                    | true
            x, 评论 7 ,text                   | /crawl/b.csv                      | true
            {"user":"张三","text":            | /crawl/b.jsonl                    | true
            {"user":"张三丰","text":          | /crawl/b.jsonl                    | false
            no id                             | /crawl/评论 7.csv                 | true
            no id                             | /crawl/评论 7/1.csv               | true
            """)
    void rejected_rows_name_ids_in_their_text_or_path(String raw, String file, boolean isNamed) {
        assertThat(matcher.isNamedIn(raw, file)).isEqualTo(isNamed);
    }

    @Test
    void hashes_under_another_key_are_others() {
        IdHash one = new IdHash(KEY);
        assertThat(one.of(IdKind.COMMENT, "1"))
                .isEqualTo(one.of(IdKind.COMMENT, "1"))
                .isNotEqualTo(one.of(IdKind.POST, "1"))
                .isNotEqualTo(new IdHash(new byte[] {9}).of(IdKind.COMMENT, "1"))
                .hasSize(Keys128.BYTES);
    }
}
