package io.weibosentiment.labels.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weibosentiment.ingest.SampleSheets.SheetRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    private static final String KEY = "c0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0.5 | 1 | 1",
                "0,25 | 0 | 0",
                "1 | 0.5 | 0.5",
                "1E-3 | 1.0 | 1",
                "0.5 | 0,5 | 0.5",
                "00.5 | 1. | 1",
                "0.5 | Positive | 1",
                "0.5 | 负面 | 0",
                "0.5 | 中性 | 0.5",
            })
    void reads_numbers_as_spreadsheets_write_them(String probability, String label, double expected) {
        Labels labels = Labels.of(List.of(List.of(row(KEY, probability, label))));

        assertThat(labels.rejected()).isEmpty();
        assertThat(labels.drawn().get(KEY).label()).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "c012 | 0.5 | 1 | unreadable_key",
                "5.1E+15 | 0.5 | 1 | unreadable_key",
                "c0123456789abcdef0123456789abcdef | 0 | 1 | unusable_probability",
                "c0123456789abcdef0123456789abcdef | 1.01 | 1 | unusable_probability",
                "c0123456789abcdef0123456789abcdef | -0.5 | 1 | unusable_probability",
                "c0123456789abcdef0123456789abcdef | '' | 1 | unusable_probability",
                "c0123456789abcdef0123456789abcdef | 0.5 | 2 | unusable_label",
                "c0123456789abcdef0123456789abcdef | 0.5 | -1 | unusable_label",
                "c0123456789abcdef0123456789abcdef | 0.5 | NaN | unusable_label",
                "c0123456789abcdef0123456789abcdef | 0.5 | 还行 | unusable_label",
            })
    void rejects_what_is_no_label(String key, String probability, String label, String reason) {
        Labels labels = Labels.of(List.of(List.of(row(key, probability, label))));

        assertThat(labels.rejected()).isEqualTo(Map.of(reason, 1L));
        assertThat(labels.drawn().values()).allMatch(drawn -> drawn.label().isEmpty());
    }

    @Test
    void takes_the_mean_of_coders_also_of_several_sheets() {
        SheetRow first = new SheetRow(KEY, "r", "s1", "0.5", List.of("1", "0"), Optional.empty());
        SheetRow second = new SheetRow(KEY, "r", "s1", "0.5", List.of("1"), Optional.empty());

        assertThat(Labels.of(List.of(List.of(first), List.of(second)))
                        .drawn()
                        .get(KEY)
                        .label()
                        .orElseThrow())
                .isCloseTo(2.0 / 3, within(1e-15));
    }

    @Test
    void uses_no_label_of_a_comment_that_a_sheet_has_twice_or_another_has_with_another_design() {
        Labels repeated = Labels.of(List.of(List.of(row(KEY, "0.5", "1"), row(KEY, "0.5", "0"))));
        Labels conflicting = Labels.of(List.of(List.of(row(KEY, "0.5", "1")), List.of(row(KEY, "0.4", "1"))));

        assertThat(repeated.rejected()).isEqualTo(Map.of("repeated_comment", 2L));
        assertThat(conflicting.rejected()).isEqualTo(Map.of("conflicting_design", 1L));
        assertThat(repeated.drawn().get(KEY).label()).isEmpty();
        assertThat(conflicting.drawn().get(KEY).label()).isEmpty();
    }

    @Test
    void a_probability_that_a_spreadsheet_rounded_is_the_same_design() {
        Labels labels =
                Labels.of(List.of(List.of(row(KEY, "0.1111111111111111", "1")), List.of(row(KEY, "0,111111111", "0"))));

        assertThat(labels.rejected()).isEmpty();
        assertThat(labels.drawn().get(KEY).label()).hasValue(0.5);
    }

    @Test
    void labelled_comments_stand_for_those_of_their_stratum_that_nobody_labelled() {
        String other = KEY.replace('0', '1');
        Labels labels = Labels.of(List.of(List.of(row(KEY, "0.5", "1"), row(other, "0.5"))));
        RunComment comment = new RunComment("b/p", Optional.of("b"), OptionalDouble.of(0.9), true);

        List<Labelled> labelled = new Responses(labels.drawn(), Map.of(KEY, comment, other, comment)).labelled();

        assertThat(labelled).singleElement().satisfies(label -> {
            assertThat(label.key()).isEqualTo(KEY);
            assertThat(label.probability()).isEqualTo(0.25);
            assertThat(label.band()).isEqualTo(3);
        });
    }

    private static SheetRow row(String key, String probability, String... labels) {
        return new SheetRow(key, "run", "s1", probability, List.of(labels), Optional.empty());
    }
}
