package io.weibosentiment.config;

import static io.weibosentiment.config.Key.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.weibosentiment.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredValuesTest {

    private static final Key<Integer> LEAST = key("range.least").integer().atLeast(0);
    private static final Key<Integer> MOST = key("range.most").integer().atLeast(0);
    private static final Key<List<String>> NAMES = key("names").list().flag("--names", "NAME", "The names.");
    private static final Config REFERENCE = ConfigFactory.parseString("range { least = 1, most = 9 }, names = []");

    /** Two keys that must go together. */
    private record Range(int least, int most) {

        Range {
            if (least > most) {
                throw new InvalidInputException("range.least: found " + least + "; expected at most " + most);
            }
        }

        static Range of(Key.Values values) {
            return new Range(values.get(LEAST), values.get(MOST));
        }
    }

    @Test
    void the_highest_layer_with_the_key_has_its_value() {
        LayeredValues values = values("range.least = 3", "range { least = 2, most = 5 }");

        assertThat(values.group(Range::of)).isEqualTo(new Range(3, 5));
        assertThat(values.problems()).isEmpty();
    }

    @Test
    void values_that_do_not_go_together_are_reported_and_the_whole_group_has_its_defaults() {
        LayeredValues values = values("range { least = 6, most = 5 }");

        assertThat(values.group(Range::of)).isEqualTo(new Range(1, 9));
        assertThat(values.problems()).containsExactly("range.least: found 6; expected at most 5 (String: 1)");
    }

    @Test
    void a_bad_value_is_reported_once_however_often_it_is_read() {
        LayeredValues values = values("range.most = -1");

        assertThat(values.get(MOST)).isEqualTo(9);
        assertThat(values.get(MOST)).isEqualTo(9);
        assertThat(values.problems())
                .singleElement()
                .asString()
                .startsWith("range.most: found -1; expected at least 0");
    }

    @Test
    void only_what_was_read_is_written() {
        LayeredValues values = values("range.least = 3");

        values.get(LEAST);

        assertThat(values.written()).containsOnlyKeys("range.least").containsEntry("range.least", 3);
    }

    @Test
    void a_key_that_is_needed_must_not_be_empty() {
        LayeredValues values = values();

        values.need(MOST);
        values.need(NAMES);

        assertThat(values.problems())
                .containsExactly("names: nothing given; expected --names NAME, or names in a file");
    }

    private static LayeredValues values(String... highestFirst) {
        List<Config> layers =
                List.of(highestFirst).stream().map(ConfigFactory::parseString).toList();
        return new LayeredValues(layers, REFERENCE);
    }
}
