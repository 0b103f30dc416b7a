package io.weibosentiment.words;

import io.weibosentiment.util.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The radical of each Chinese character, from Unihan (field kRSUnicode): 98,060 characters. A radical has one form,
 * whatever place it has in a character, as Unihan has it: 怜 and 怒 both have 心. (He 2025 tells 忄 from 心, after a
 * dictionary that is not free.) Radicals that were simplified are told from those that were not: 钱 has 钅.
 */
public final class Radicals {

    private static final String RESOURCE = "radicals.tsv";
    private static final int BASE = 36;

    private static final Radicals BUNDLED = bundled();

    private final Map<Integer, String> byCharacter;
    private final String version;

    private Radicals(Map<Integer, String> byCharacter, String version) {
        this.byCharacter = Map.copyOf(byCharacter);
        this.version = version;
    }

    /** The table that comes with the job. */
    public static Radicals get() {
        return BUNDLED;
    }

    private static Radicals bundled() {
        try (InputStream in = Radicals.class.getResourceAsStream(RESOURCE)) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<Integer, String> radicals = new HashMap<>();
            table.lines().forEach(line -> read(line, radicals));
            return new Radicals(radicals, "unihan " + Sha256.of(table).substring(0, 16));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a line; radicals.py, beside the table, says what it means. */
    private static void read(String line, Map<Integer, String> radicals) {
        int tab = line.indexOf('\t');
        String radical = line.substring(0, tab);
        int character = 0;
        for (String run : line.substring(tab + 1).split(" ")) {
            int colon = run.indexOf(':');
            character += Integer.parseInt(colon < 0 ? run : run.substring(0, colon), BASE);
            radicals.put(character, radical);
            int more = colon < 0 ? 0 : Integer.parseInt(run.substring(colon + 1), BASE);
            for (int i = 0; i < more; i++) {
                character++;
                radicals.put(character, radical);
            }
        }
    }

    /** What tells this table from others. */
    public String version() {
        return version;
    }

    /** The radical of a character; empty if it is no Chinese one. */
    public Optional<String> of(int character) {
        return Optional.ofNullable(byCharacter.get(character));
    }

    /**
     * What the model sees of a character or a word as its radicals: those of its characters one after the other; itself,
     * if it has none. What is not Chinese in a word with Chinese characters is left as it is.
     */
    public String of(String unit) {
        return unit.codePoints()
                .mapToObj(character -> of(character).orElseGet(() -> Character.toString(character)))
                .collect(Collectors.joining());
    }
}
