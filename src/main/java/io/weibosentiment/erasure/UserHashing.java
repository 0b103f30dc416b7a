package io.weibosentiment.erasure;

import java.io.Serializable;

/** Makes of a user's id the keyed hash that the tables hold. */
@FunctionalInterface
public interface UserHashing extends Serializable {

    /** The hash of {@code userId}. */
    String hash(String userId);
}
