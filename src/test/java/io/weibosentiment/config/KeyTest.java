package io.weibosentiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.weibosentiment.InvalidInputException;
import io.weibosentiment.config.Key.Form;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each key, whichever there are. */
class KeyTest {

    private static final Config REFERENCE = ConfigLoader.reference();

    /** A good value unlike the default for every key. */
    private static final Config OTHER_VALUES = ConfigFactory.parseResources(KeyTest.class, "other-values.conf");

    static List<Key<?>> keys() {
        return DeclaredKeys.all();
    }

    @Test
    void declared_keys_are_those_of_the_reference_file() {
        assertThat(keys().stream().map(Key::name)).containsExactlyInAnyOrderElementsOf(new KnownKeys(REFERENCE).all());
    }

    @Test
    void each_declared_key_is_read_and_described() {
        assertThat(TestConfig.with().settings().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        keys().stream().map(Key::name).toList());
    }

    @Test
    void options_have_one_key_each() {
        assertThat(keys().stream().flatMap(key -> key.flag().stream()).map(Key.Flag::name))
                .doesNotHaveDuplicates()
                .allMatch(option -> option.startsWith("--"));
    }

    @Test
    void other_values_are_given_for_each_key() {
        assertThat(OTHER_VALUES.entrySet().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(new KnownKeys(REFERENCE).all());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void default_is_that_of_the_reference_file(Key<?> key) {
        assertThat(TestConfig.with().settings().get(key.name()))
                .asString()
                .isEqualTo(value(key, REFERENCE).toString());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void can_be_set_without_a_change_to_other_keys(Key<?> key) {
        JobConfig config = load(key.set(value(key, OTHER_VALUES)));

        String set = config.settings().get(key.name()).toString();
        assertThat(set)
                .isEqualTo(value(key, OTHER_VALUES).toString())
                .isNotEqualTo(value(key, REFERENCE).toString());
        SortedMap<String, Object> others = new TreeMap<>(
                TestConfig.with("policy=" + Names.of(config.policy())).settings());
        others.put(key.name(), config.settings().get(key.name()));
        assertThat(config.settings()).isEqualTo(others);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void feeds_the_record_component_of_its_name_and_no_other(Key<?> key) {
        Map<String, Object> components = components(load(key.set(value(key, OTHER_VALUES))));

        Map<String, Object> defaults = components(TestConfig.with());
        assertThat(components.keySet())
                .filteredOn(name -> !components.get(name).equals(defaults.get(name)))
                .singleElement()
                .satisfies(name -> assertThat(key.name().split("\\.", -1)).contains(name.split("\\.", -1)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void bad_value_is_reported_with_its_key_and_where_it_came_from(Key<?> key) {
        boolean isList = key.form() == Form.LIST || key.form() == Form.COMMA_SEPARATED;
        Setting bad = new Setting(key.name(), isList ? Map.of("a", "b") : List.of("a", "b"), "my.conf:12");

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> load(bad))
                .withMessage(
                        "%s: found a %s; expected a single value (my.conf:12)", key, isList ? "group of keys" : "list");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void problem_of_an_option_names_the_option(Key<?> key) {
        String origin = key.flag().map(Key.Flag::name).orElse(key.name());

        assertThat(key.set("x")).isEqualTo(new Setting(key.name(), "x", origin));
    }

    /** The values in the records, by names such as {@code output.keep-runs}. */
    private static Map<String, Object> components(JobConfig config) {
        Map<String, Object> components = new TreeMap<>();
        components.put("policy", config.policy());
        for (RecordComponent group : JobConfig.class.getRecordComponents()) {
            if (group.getType().isRecord()) {
                for (RecordComponent component : group.getType().getRecordComponents()) {
                    components.put(kebab(group) + "." + kebab(component), valueOf(component, valueOf(group, config)));
                }
            }
        }
        return components;
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object valueOf(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Key<?> key, Config values) {
        return values.getValue(key.name()).unwrapped();
    }

    private static JobConfig load(Setting setting) {
        return new ConfigLoader(Map.of()).load(new ConfigSources(List.of(setting), List.of(), Optional.empty()));
    }
}
