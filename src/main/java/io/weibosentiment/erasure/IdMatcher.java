package io.weibosentiment.erasure;

import io.weibosentiment.ingest.IdForms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which rows are about ids that are left out. One per task: it is not thread-safe. */
public final class IdMatcher {

    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z_]+(?:-[0-9A-Za-z_]+)*");
    private static final Pattern PART = Pattern.compile("[0-9A-Za-z]+");

    /** Ids of other sites may have any letters. */
    private static final Pattern ANY_WORD = Pattern.compile("[\\p{L}\\p{N}_]+(?:-[\\p{L}\\p{N}_]+)*");

    /** What stands between quotes, separators and line ends: ids may have blanks in them. */
    private static final Pattern FIELD = Pattern.compile("[^\"',;\\t|\\r\\n{}\\[\\]]+");

    private final IdHash hash;
    private final Set<IdKind> kinds;
    private final Keys128 hashes;
    private final Optional<UserHashing> users;

    IdMatcher(IdHash hash, Set<IdKind> kinds, Keys128 hashes, Optional<UserHashing> users) {
        this.hash = hash;
        this.kinds = kinds;
        this.hashes = hashes;
        this.users = users;
    }

    /**
     * The ids of a row, each null where it is not known.
     *
     * @param comment the comment's id
     * @param post the post's, in either form
     * @param blogger that of the post's author
     * @param userHash the keyed hash of the commenter
     */
    public record RowIds(String comment, String post, String blogger, String userHash) {}

    /** Whether the row with these ids is left out. */
    public boolean matches(RowIds row) {
        return isErased(IdKind.COMMENT, key(row.comment()))
                || isErased(IdKind.POST, key(row.post()))
                || isErased(IdKind.BLOGGER, row.blogger())
                || isErased(IdKind.USER, row.userHash())
                || isOnPost(row.post(), row.comment());
    }

    /** The ids of the row for which it is left out, but for comments of erased users. */
    public List<ErasedId> of(RowIds row) {
        List<ErasedId> found = new ArrayList<>();
        add(IdKind.COMMENT, key(row.comment()), found);
        add(IdKind.POST, key(row.post()), found);
        add(IdKind.BLOGGER, row.blogger(), found);
        add(IdKind.USER, row.userHash(), found);
        return found;
    }

    private void add(IdKind kind, String id, List<ErasedId> found) {
        if (isErased(kind, id)) {
            found.add(new ErasedId(kind, id));
        }
    }

    /** The hash of a raw user's id; null where the key is not known, or no user was erased. */
    public String userHash(String userId) {
        return userId == null || users.isEmpty() || !kinds.contains(IdKind.USER)
                ? null
                : users.get().hash(userId);
    }

    private static String key(String id) {
        return id == null ? null : IdForms.key(id);
    }

    private boolean isErased(IdKind kind, String id) {
        return id != null && kinds.contains(kind) && hashes.contains(hash.of(kind, id));
    }

    private boolean isOnPost(String post, String comment) {
        if (post == null || comment == null || !kinds.contains(IdKind.COMMENT_ON_POST)) {
            return false;
        }
        ErasedId id = ErasedId.onPost(key(post), comment);
        return hashes.contains(hash.of(id.kind(), id.id()));
    }

    /**
     * Whether a row that could not be read names such an id: anywhere in its text, or in the path of its file.
     *
     * @param raw the row as it was, null where it is not kept
     * @param file the file's path, null where it is not known
     */
    public boolean isNamedIn(String raw, String file) {
        Set<String> names = new LinkedHashSet<>();
        addWords(raw, names);
        addPaths(file, names);
        for (String name : names) {
            RowIds row = new RowIds(name, name, name, userHash(name));
            if (matches(row) || isErased(IdKind.USER, name)) {
                return true;
            }
        }
        return false;
    }

    private static void addWords(String text, Set<String> words) {
        for (Pattern pattern : List.of(WORD, PART, ANY_WORD, FIELD)) {
            Matcher matcher = pattern.matcher(text == null ? "" : text);
            while (matcher.find()) {
                words.add(matcher.group().strip());
            }
        }
    }

    /** The names of files and folders, alone and with the folder around them: {@code 20190901/20} may be a post's id. */
    private static void addPaths(String file, Set<String> names) {
        if (file == null) {
            return;
        }
        addWords(file, names);
        String[] parts = file.split("/");
        for (int i = 1; i < parts.length; i++) {
            int dot = parts[i].indexOf('.');
            String name = dot < 0 ? parts[i] : parts[i].substring(0, dot);
            names.add(name);
            names.add(parts[i - 1] + "/" + name);
        }
    }
}
