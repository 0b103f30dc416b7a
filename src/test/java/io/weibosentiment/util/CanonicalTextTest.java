package io.weibosentiment.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {

    private record Inner(List<String> order, Pattern pattern) {}

    private record Outer(Map<String, Inner> inner, Set<String> names) {}

    private static Inner inner(String first, int flags) {
        return new Inner(List.of(first, "b"), Pattern.compile("x", flags));
    }

    @Test
    void order_of_maps_and_sets_does_not_matter() {
        Map<String, Inner> forward = new LinkedHashMap<>();
        forward.put("k", inner("a", 0));
        forward.put("l", inner("c", 0));
        Map<String, Inner> backward = new LinkedHashMap<>();
        backward.put("l", inner("c", 0));
        backward.put("k", inner("a", 0));

        assertThat(CanonicalText.of(new Outer(forward, new LinkedHashSet<>(List.of("m", "n")))))
                .isEqualTo(CanonicalText.of(new Outer(backward, new LinkedHashSet<>(List.of("n", "m")))));
    }

    @Test
    void every_difference_shows() {
        String text = CanonicalText.of(new Outer(Map.of("k", inner("a", 0)), Set.of("m")));

        assertThat(CanonicalText.of(new Outer(Map.of("k", inner("a", Pattern.CASE_INSENSITIVE)), Set.of("m"))))
                .isNotEqualTo(text);
        assertThat(CanonicalText.of(new Outer(Map.of("k", inner("c", 0)), Set.of("m"))))
                .isNotEqualTo(text);
        Outer two = new Outer(Map.of("k", inner("a", 0)), Set.of("m", "p"));
        Outer one = new Outer(Map.of("k", inner("a", 0)), Set.of("m,p"));
        assertThat(CanonicalText.of(two)).isNotEqualTo(CanonicalText.of(one));
    }
}
