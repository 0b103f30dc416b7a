package io.weibosentiment.util;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of an input in a form that a message may show. A file without a header has a comment in place of the
 * names, and messages end up in logs; so only plain names are shown, and the rest is counted.
 */
public final class ColumnNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,39}");
    private static final int MOST_SHOWN = 50;

    private ColumnNames() {}

    /** The column of {@code present} called {@code name}, else one whose name differs only in case. */
    public static Optional<String> find(Collection<String> present, String name) {
        return present.contains(name)
                ? Optional.of(name)
                : present.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** The plain names in {@code columns}, and the number of others. */
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
