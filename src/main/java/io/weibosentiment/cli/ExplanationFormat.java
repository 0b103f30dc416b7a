package io.weibosentiment.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weibosentiment.inference.TextInspector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form of an explanation: for people, or a line of JSON. */
enum ExplanationFormat {
    /** A few labelled lines. */
    HUMAN {
        @Override
        String written(Explanation explanation) {
            StringBuilder lines = new StringBuilder();
            line(lines, "raw", explanation.text());
            line(lines, "cleaned", explanation.cleaned());
            explanation.scoring().ifPresent(scoring -> {
                if (scoring.hasSeveral()) {
                    scoring.sequences().forEach(sequence -> {
                        line(lines, sequence.name(), String.join(" ", sequence.tokens()));
                        line(lines, "  ids", spaced(sequence.tokenIds()));
                    });
                } else {
                    line(lines, "tokens", String.join(" ", scoring.tokens().tokens()));
                    line(lines, "token ids", spaced(scoring.tokens().tokenIds()));
                }
                line(lines, "logits", spaced(scoring.logits()));
            });
            line(
                    lines,
                    "sentiment",
                    explanation
                            .sentiment()
                            .map(value -> String.format(Locale.ROOT, "%.4f", value))
                            .orElse("none (left unscored)"));
            line(lines, "decided by", explanation.decidedBy().label());
            return lines.toString();
        }
    },
    /**
     * One JSON object: text, cleaned, tokens, token_ids, logits, sentiment, decided_by; and sequences, if the model reads
     * several beside each other.
     */
    JSON {
        @Override
        String written(Explanation explanation) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("text", explanation.text());
            object.put("cleaned", explanation.cleaned());
            object.put(
                    "tokens",
                    explanation
                            .scoring()
                            .map(scoring -> scoring.tokens().tokens())
                            .orElse(List.of()));
            object.put(
                    "token_ids",
                    explanation
                            .scoring()
                            .map(scoring -> scoring.tokens().tokenIds())
                            .orElse(List.of()));
            explanation
                    .scoring()
                    .filter(Explanation.Scoring::hasSeveral)
                    .ifPresent(scoring -> object.put("sequences", sequences(scoring)));
            object.put(
                    "logits",
                    explanation.scoring().map(Explanation.Scoring::logits).orElse(List.of()));
            object.put("sentiment", explanation.sentiment().orElse(null));
            object.put("decided_by", explanation.decidedBy().label());
            try {
                return escapeLoneSurrogates(MAPPER.writeValueAsString(object));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("strings and numbers can always be written as JSON", e);
            }
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    abstract String written(Explanation explanation);

    private static Map<String, Object> sequences(Explanation.Scoring scoring) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (TextInspector.Sequence sequence : scoring.sequences()) {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("tokens", sequence.tokens());
            parts.put("token_ids", sequence.tokenIds());
            named.put(sequence.name(), parts);
        }
        return named;
    }

    private static void line(StringBuilder lines, String label, String value) {
        lines.append(String.format(Locale.ROOT, "%-11s %s%n", label, value));
    }

    private static String spaced(List<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** A lone surrogate cannot be written in UTF-8, but it can in JSON. */
    private static String escapeLoneSurrogates(String json) {
        return LONE_SURROGATE
                .matcher(json)
                .replaceAll(match -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
    }
}
