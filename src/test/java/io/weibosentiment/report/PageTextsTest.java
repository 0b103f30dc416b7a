package io.weibosentiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weibosentiment.ingest.RejectReason;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageTextsTest {

    private static final Pattern PLACE = Pattern.compile("\\{[a-z_]+}");

    private final SortedMap<String, String> chinese = PageTexts.in(Language.ZH).all();
    private final SortedMap<String, String> english = PageTexts.in(Language.EN).all();

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void texts_of_both_languages_hold_the_same_values() {
        for (String key : english.keySet()) {
            if (!key.startsWith("methods.")) { // what a sentence repeats differs
                assertThat(places(chinese.get(key))).as(key).isEqualTo(places(english.get(key)));
            }
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void every_key_in_a_page_and_its_script_has_a_text(Page page) {
        SortedMap<String, String> given = page.texts(PageTexts.in(Language.EN)).all();
        Set<String> used = new TreeSet<>();
        collect(page.html(), "\\{\\{([a-z_.]+)}}", used);
        collect(page.script(), "\\bt\\('([a-z_.-]+[a-z_])'", used);
        used.removeAll(Set.of("lang", "run", "policy", "style", "data", "echarts", "script"));

        assertThat(used).hasSizeGreaterThan(20).isSubsetOf(given.keySet());
    }

    private static void collect(String content, String pattern, Set<String> keys) {
        Pattern.compile(pattern).matcher(content).results().forEach(found -> keys.add(found.group(1)));
    }

    @Test
    void every_reason_to_reject_a_row_has_a_text() {
        for (RejectReason reason : RejectReason.values()) {
            assertThat(english).containsKeys("reason." + reason.label(), "reason." + reason.label() + ".why");
        }
    }
}
