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
import java.util.List;
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
