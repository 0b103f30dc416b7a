package io.weibosentiment.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weibosentiment.InvalidInputException;
import io.weibosentiment.engine.OfflineEngine;
import io.weibosentiment.model.featurizer.Featurizer;
import io.weibosentiment.model.featurizer.ModelInputs;
import io.weibosentiment.model.featurizer.WordPieceFeaturizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerJsonTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        OfflineEngine.goOffline(ModelRun.CACHE);
        TinyCheckpoint.write(folder);
    }

    private List<String> tokens(String text, int maxTokens) throws IOException {
        Path file = Files.writeString(
                folder.resolve("made.json"), TokenizerJson.read(folder).json());
        try (Featurizer featurizer = WordPieceFeaturizer.open(file, ModelInputs.BUILT, maxTokens)) {
            List<String> tokens = featurizer.tokens(text);
            assertThat(featurizer.encode(List.of(text)).get(0).tokens()).isEqualTo(tokens.size());
            return tokens;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ab天气好     | [CLS] a ##b 天 气 好 [SEP]",
                "é!           | [CLS] e ! [SEP]",
                "天[SEP]气    | [CLS] 天 [SEP] 气 [SEP]",
                "''           | [CLS] [SEP]",
                "龘           | [CLS] [UNK] [SEP]",
            })
    void tokenizes_as_bert_does(String text, String expected) throws IOException {
        assertThat(String.join(" ", tokens(text, 64))).isEqualTo(expected);
    }

    @Test
    void drops_what_cannot_be_passed_on() throws IOException {
        assertThat(tokens("天\0气\ud83d好\udc4d", 64)).containsExactly("[CLS]", "天", "气", "好", "[SEP]");
        assertThat(tokens("天\ud83d\udc4d", 64)).containsExactly("[CLS]", "天", "[UNK]", "[SEP]");
    }

    @Test
    void keeps_the_closing_token_when_a_text_is_cut() throws IOException {
        assertThat(tokens("天气好不好", 4)).containsExactly("[CLS]", "天", "气", "[SEP]");
        assertThat(tokens("天气", 4)).containsExactly("[CLS]", "天", "气", "[SEP]");
    }

    @Test
    void keeps_case_and_accents_when_the_checkpoint_does() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        assertThat(tokens("aB", 64)).containsExactly("[CLS]", "[UNK]", "[SEP]");
    }

    private static final String OWN_TOKENS = IntStream.range(0, 5)
            .mapToObj(id -> token(id, TinyCheckpoint.vocabulary().get(id), "\"special\": true, \"normalized\": false"))
            .collect(Collectors.joining(", "));

    private static String token(int id, String content, String flags) {
        return "\"" + id + "\": {\"content\": \"" + content + "\", " + flags + "}";
    }

    private void tokenizes(String text, String tokens, String ids) throws IOException {
        Path file = Files.writeString(
                folder.resolve("made.json"), TokenizerJson.read(folder).json());
        try (Featurizer featurizer = WordPieceFeaturizer.open(file, ModelInputs.BUILT, 64)) {
            assertThat(String.join(" ", featurizer.tokens(text))).isEqualTo(tokens);
            assertThat(Arrays.stream(WordPieceFeaturizer.ids(
                                    featurizer.encode(List.of(text)).get(0)))
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(ids);
        }
    }

    /** The ids are those of BertTokenizer in Transformers 4.46.3 for the same files; the vocabulary has 190 tokens. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a[允悲]B[DOGE]x[Doge] | [CLS] a [允悲] b [doge] x [doge] [SEP] | 2 81 190 83 191 127 191 3",
                "[允悲                 | [CLS] [ [UNK] [UNK] [SEP]              | 2 69 1 1 3",
                "[允\u200b悲]           | [CLS] [ [UNK] [UNK] ] [SEP]            | 2 69 1 1 73 3",
            })
    void finds_the_tokens_of_an_older_version_of_transformers(String text, String tokens, String ids)
            throws IOException {
        Files.writeString(folder.resolve("added_tokens.json"), "{\"[允悲]\": 190, \"[doge]\": 191}");
        tokenizes(text, tokens, ids);
        assertThat(TokenizerJson.read(folder).size()).isEqualTo(192);
    }

    @Test
    void finds_the_additional_special_tokens() throws IOException {
        Files.writeString(
                folder.resolve("special_tokens_map.json"),
                "{\"additional_special_tokens\": [\"[允悲]\", {\"content\": \"<user>\", \"lstrip\": false}]}");
        tokenizes("[允悲]<USER>好", "[CLS] [允悲] <user> 好 [SEP]", "2 190 191 154 3");
        Files.delete(folder.resolve("special_tokens_map.json"));
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"additional_special_tokens\": [\"[允悲]\", \"<E>\", \"好\"]}");
        tokenizes("a[允悲]<E>[e]", "[CLS] a [允悲] <E> [ e ] [SEP]", "2 81 190 191 69 89 73 3");
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"do_lower_case\": false, \"additional_special_tokens\": [\"[OK]\"]}");
        tokenizes("[ok][OK]a", "[CLS] [ o ##k ] [OK] a [SEP]", "2 69 109 102 73 190 81 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "超话 | special: false, normalized: true | 哭超话好 | [CLS] 哭 超话 好 [SEP]        | 2 186 190 154 3",
                "超话 | special: false                   | 超 话    | [CLS] [UNK] [UNK] [SEP]        | 2 1 1 3",
                "[OK] | special: false, normalized: true | [OK][ok] | [CLS] [OK] [ o ##k ] [SEP]     | 2 190 69 109 102 73 3",
                "[ok] | special: true, normalized: false | [Ok]ok   | [CLS] [ok] o ##k [SEP]         | 2 190 109 102 3",
            })
    void finds_the_tokens_that_are_listed_by_number(String token, String flags, String text, String tokens, String ids)
            throws IOException {
        String json = token(190, token, flags.replaceAll("([a-z]+):", "\"$1\":"));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"added_tokens_decoder\": {" + OWN_TOKENS + ", " + json + "}}");
        tokenizes(text, tokens, ids);
    }

    @Test
    void reads_no_other_list_of_tokens_beside_the_one_by_number() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"added_tokens_decoder\": {" + OWN_TOKENS + "}}");
        Files.writeString(folder.resolve("added_tokens.json"), "{\"[允悲]\": 190}");
        tokenizes("[允悲]", "[CLS] [ [UNK] [UNK] ] [SEP]", "2 69 1 1 73 3");
    }

    @Test
    void reads_a_vocabulary_from_windows_with_blank_lines_at_its_end() throws IOException {
        String lines = String.join("\r\n", TinyCheckpoint.vocabulary()) + "\r\n\r\n\r\n";
        Files.writeString(folder.resolve("vocab.txt"), "\ufeff" + lines);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
        tokenizes("Ab好[允悲]", "[CLS] a ##b 好 [ [UNK] [UNK] ] [SEP]", "2 81 84 154 69 1 1 73 3");
        assertThat(TokenizerJson.read(folder).size()).isEqualTo(190);
        // Transformers counts the blank lines as one token, so the next number is one larger.
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"additional_special_tokens\": [\"[允悲]\"]}");
        tokenizes("Ab好[允悲]", "[CLS] a ##b 好 [允悲] [SEP]", "2 81 84 154 191 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\uD86E\uDC20b\uD86E\uDC21 | {}                                | [CLS] a [UNK] b [UNK] [SEP]",
                "\uD86E\uDD1F\uD86E\uDD20好  | {}                                | [CLS] [UNK] [UNK] 好 [SEP]",
                "a\uD86E\uDC20b             | {\"tokenize_chinese_chars\": false} | [CLS] [UNK] [SEP]",
            })
    void splits_off_every_chinese_character(String text, String config, String expected) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), config);
        assertThat(String.join(" ", tokens(text, 64))).isEqualTo(expected);
    }

    /** A BERT tokenizer in Transformers has settings of its own, which replace those of tokenizer.json. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                     | [CLS] a ##b [SEP]",
                "{\"tokenizer_class\": \"BertTokenizer\"}               | [CLS] a ##b [SEP]",
                "{\"do_lower_case\": false}                             | [CLS] [UNK] [SEP]",
                "{\"tokenizer_class\": \"PreTrainedTokenizerFast\"}     | [CLS] [UNK] [SEP]",
                "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"do_lower_case\": true} | [CLS] [UNK] [SEP]",
            })
    void reads_the_settings_of_a_tokenizer_json_as_transformers_does(String config, String expected)
            throws IOException {
        Files.writeString(
                folder.resolve("tokenizer.json"),
                TokenizerJson.read(folder).json().replace("\"lowercase\":true", "\"lowercase\":false"));
        Files.delete(folder.resolve("vocab.txt"));
        Files.writeString(folder.resolve("tokenizer_config.json"), config);
        assertThat(String.join(" ", tokens("aB", 64))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"do_basic_tokenize\": false               | do_basic_tokenize is false",
                "\"never_split\": [\"[允悲]\"]              | never_split is [\"[允悲]\"]",
                "\"split_special_tokens\": true             | split_special_tokens is true",
                "\"truncation_side\": \"left\"              | truncation_side is \"left\"",
                "\"do_lower_case\": null                    | do_lower_case is null",
                "\"tokenizer_class\": \"BertJapaneseTokenizer\" | tokenizer_class is 'BertJapaneseTokenizer'",
                "\"added_tokens_decoder\": {\"190\": {\"content\": \"[OK]\", \"special\": true}} | '[OK]' in",
                "\"added_tokens_decoder\": {\"190\": {\"content\": \"[x]\", \"single_word\": true}} | has single_word",
                "\"added_tokens_decoder\": {\"190\": {\"content\": \"好\"}} | has the number 190 and in the vocabulary 154",
                "\"added_tokens_decoder\": {\"7\": {\"content\": \"[x]\"}} | has the number 7, which is another token's",
                "\"added_tokens_decoder\": {\"190\": {\"content\": \"[x]\"}, \"195\": {\"content\": \"[y]\"}} | [190, 195] with others missing",
                "\"added_tokens_decoder\": {\"190\": {\"content\": \"[x]\"}, \"191\": {\"content\": \"[x]\"}} | and another one as well",
            })
    void refuses_settings_that_a_bundle_cannot_have(String setting, String expected) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{" + setting + "}");
        assertThatThrownBy(() -> TokenizerJson.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refuses_special_tokens_that_transformers_would_pass_over() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"added_tokens_decoder\": {" + OWN_TOKENS + "}}");
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"additional_special_tokens\": [\"[允悲]\"]}");
        assertThatThrownBy(() -> TokenizerJson.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lists the additional special tokens [[允悲]]");
    }

    @Test
    void leaves_out_truncation_and_padding_of_an_existing_tokenizer() throws IOException {
        String json = TokenizerJson.read(folder).json();
        Files.delete(folder.resolve("vocab.txt"));
        Files.writeString(
                folder.resolve("tokenizer.json"),
                json.replace(
                                "\"truncation\":null",
                                "\"truncation\":{\"direction\":\"Right\",\"max_length\":4,"
                                        + "\"strategy\":\"LongestFirst\",\"stride\":0}")
                        .replace(
                                "\"padding\":null",
                                "\"padding\":{\"strategy\":{\"Fixed\":9},\"direction\":\"Right\","
                                        + "\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,"
                                        + "\"pad_token\":\"[PAD]\"}"));
        assertThat(TokenizerJson.read(folder).json()).isEqualTo(json);
        assertThat(tokens("天气好不好", 64)).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"WordPiece\",\"unk | \"type\":\"BPE\",\"unk     | the model is BPE; expected WordPiece",
                "BertNormalizer               | NFKC                       | the normalizer is NFKC; expected BertNormalizer",
                "BertPreTokenizer             | ByteLevel                  | the pre_tokenizer is ByteLevel",
                "\"##\",\"max_input            | \"@@\",\"max_input            | continuing_subword_prefix is '@@'; expected '##'",
                "_per_word\":100              | _per_word\":200              | max_input_chars_per_word is '200'; expected '100'",
                "\"clean_text\":true          | \"clean_text\":false         | clean_text is 'false'",
                "BertProcessing               | ByteLevel                  | the post_processor is ByteLevel",
                "\"post_processor\"           | \"other\"                    | has no post_processor",
                "\"[PAD]\":0                  | \"[PADDING]\":0            | vocab.txt and tokenizer.json",
            })
    void refuses_other_tokenizers(String from, String to, String expected) throws IOException {
        String json = TokenizerJson.read(folder).json();
        assertThat(json).contains(from);
        Files.writeString(folder.resolve("tokenizer.json"), json.replace(from, to));
        assertThatThrownBy(() -> TokenizerJson.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refuses_a_vocabulary_without_special_tokens() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "a\nb\n");
        assertThatThrownBy(() -> TokenizerJson.read(folder).json())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'[")
                .hasMessageContaining("expected a BERT vocabulary");
    }
}
