package io.weibosentiment.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSplitterTest {

    private static final TextSplitter PLAIN = new TextSplitter(new WordSegmenter(Map.of()));

    private static List<String> words(String text) {
        return PLAIN.split(text, 100).words().stream().map(Word::text).toList();
    }

    @Test
    void words_are_those_that_a_reader_would_find() {
        assertThat(words("今天天气很好，我们去公园散步")).containsExactly("今天", "天气", "很好", ",", "我们", "去", "公园", "散步");
    }

    /** A bundle names the version that its words are of. */
    @Test
    void the_version_is_that_of_the_library() {
        String jar = com.hankcs.hanlp.HanLP.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(jar).endsWith(WordSegmenter.VERSION.replace(' ', '-') + ".jar");
    }

    @Test
    void an_emoticon_is_one_character_and_one_word() {
        TextSplitter.Split split = PLAIN.split("气死我了[泪][泪]再见", 100);

        assertThat(split.characters()).containsExactly("气", "死", "我", "了", "[泪]", "[泪]", "再", "见");
        assertThat(split.words()).contains(new Word("[泪]", "emoticon"));
        assertThat(split.words().stream().filter(word -> word.text().equals("[泪]")))
                .hasSize(2);
    }

    @Test
    void an_emoji_is_one_character_and_one_word() {
        TextSplitter.Split split = PLAIN.split("好吃😀😀", 100);

        assertThat(split.characters()).containsExactly("好", "吃", "😀", "😀");
        assertThat(words("好吃😀😀")).endsWith("😀", "😀");
    }

    @Test
    void letters_have_one_width_and_one_case_and_blanks_are_nothing() {
        assertThat(PLAIN.split("ＩPhone　好 用", 100).characters()).containsExactly("i", "p", "h", "o", "n", "e", "好", "用");
    }

    @Test
    void a_text_is_cut_after_so_many_characters_and_its_words_with_it() {
        TextSplitter.Split split = PLAIN.split("[泪]今天天气很好", 4);

        assertThat(split.isCut()).isTrue();
        assertThat(split.characters()).containsExactly("[泪]", "今", "天", "天");
        assertThat(split.words().stream().map(Word::text)).containsExactly("[泪]", "今天", "天");
        assertThat(PLAIN.split("[泪]今天天", 4).isCut()).isFalse();
        assertThat(PLAIN.split("今天天气[泪]", 4).isCut()).isTrue();
    }

    @Test
    void emotional_words_have_emotional_tags() {
        TextSplitter emotional =
                new TextSplitter(new WordSegmenter(Map.of("愤怒", Polarity.NEGATIVE, "喜欢", Polarity.POSITIVE)));

        assertThat(emotional.split("我喜欢你", 100).words()).contains(new Word("喜欢", "v+"));
        assertThat(emotional.split("他很愤怒", 100).words()).contains(new Word("愤怒", "a-"));
        assertThat(PLAIN.split("我喜欢你", 100).words()).contains(new Word("喜欢", "vi"));
    }

    /** The graph has room for as many words as characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "[]",
                "]好[",
                "\uD83D",
                "\uDE00\uD83D",
                "a\u0000b",
                "ﷺ①㍻…",
                "👨‍👩‍👧‍👦国旗🇨🇳",
                "e\u0301e\u0301",
                "\uFEFF\u200B好",
                "12345.67元/kg！！！",
                "哈哈哈哈哈哈哈哈哈"
            })
    void there_are_never_more_words_than_characters(String text) {
        TextSplitter.Split split = PLAIN.split(text, 100);

        assertThat(split.words())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(split.characters().size());
        assertThat(String.join("", split.words().stream().map(Word::text).toList()))
                .isEqualTo(String.join("", split.characters()));
    }
}
