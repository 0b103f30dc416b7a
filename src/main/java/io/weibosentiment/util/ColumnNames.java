package io.weibosentiment.util;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of an input, as a message may show them. A file without a header has its first comment where the names
 * would stand, and messages end in logs; so only what is a plain name is shown, and the rest is counted.
 */
public final class ColumnNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,39}");
    private static final int MOST_SHOWN = 50;

    private ColumnNames() {}

    /** The column of {@code present} that is called {@code name}, else one that is in another case. */
    public static Optional<String> find(Collection<String> present, String name) {
        return present.contains(name)
                ? Optional.of(name)
                : present.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** The names in {@code columns}, and how many others there are. */
    public static String shown(Collection<String> columns) {
        List<String> names = columns.stream()
                .filter(column -> NAME.matcher(column).matches())
                .limit(MOST_SHOWN)
                .toList();
        int others = columns.size() - names.size();
        String list = String.join(", ", names);
        if (others == 0) {
            return list;
        }
        String and = names.isEmpty() ? "" : list + " and ";
        return and + others + " not shown (too many, or maybe the text of a comment)";
    }
}
