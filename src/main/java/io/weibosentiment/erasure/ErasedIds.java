package io.weibosentiment.erasure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ids that are left out, as keyed hashes. */
public final class ErasedIds implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] key;
    private final EnumSet<IdKind> kinds;
    private final Keys128 hashes;
    /** One or none; an Optional cannot be sent. */
    private final List<UserHashing> users;

    private ErasedIds(byte[] key, Set<IdKind> kinds, Keys128 hashes, Optional<UserHashing> users) {
        this.key = key.clone();
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(IdKind.class) : EnumSet.copyOf(kinds);
        this.hashes = hashes;
        this.users = users.map(List::of).orElse(List.of());
    }

    /**
     * The ids whose hashes under {@code key} are {@code hashes}.
     *
     * @param kinds the kinds that they are of
     * @param users hashes users' ids as the tables do, if the key for that is known
     */
    static ErasedIds of(byte[] key, Set<IdKind> kinds, Collection<byte[]> hashes, Optional<UserHashing> users) {
        return new ErasedIds(key, kinds, Keys128.of(hashes), users);
    }

    /** The ids {@code given}, hashed under {@code key}. */
    public static ErasedIds of(byte[] key, Collection<ErasedId> given, Optional<UserHashing> users) {
        EnumSet<IdKind> kinds = EnumSet.noneOf(IdKind.class);
        given.forEach(id -> kinds.add(id.kind()));
        return of(key, kinds, hashes(key, given), users);
    }

    static List<byte[]> hashes(byte[] key, Collection<ErasedId> given) {
        IdHash hash = new IdHash(key);
        List<byte[]> hashes = new ArrayList<>(given.size());
        given.forEach(id -> hashes.add(hash.of(id.kind(), id.id())));
        return hashes;
    }

    /** The kinds that there are ids of. */
    public Set<IdKind> kinds() {
        return EnumSet.copyOf(kinds);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return hashes.size() == 0;
    }

    /** Tells rows that these ids are about; one per task. */
    public IdMatcher matcher() {
        return new IdMatcher(new IdHash(key), kinds, hashes, users.stream().findFirst());
    }
}
