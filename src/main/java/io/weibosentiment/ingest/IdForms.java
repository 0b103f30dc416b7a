package io.weibosentiment.ingest;

import io.weibosentiment.InvalidInputException;

/** The form in which ids are compared, for ids that a person gives. */
public final class IdForms {

    private IdForms() {}

    /**
     * The id that is {@code written}, as the tables have it.
     *
     * @param origin where it was given, for messages
     * @throws InvalidInputException if nothing is written there, or the id has lost digits
     */
    public static String canonical(String written, String origin) {
        WrittenId id = WrittenId.of(written)
                .orElseThrow(() -> new InvalidInputException(
                        origin + ": found '" + written + "', which names nothing; expected an id"));
        if (id.damage().isPresent()) {
            throw new InvalidInputException(origin + ": found '" + written + "', "
                    + id.damage().get().meaning() + "; expected all digits of the id");
        }
        return id.canonical();
    }

    /** The same text for both forms of an id of the site: a number of 16 digits and its nine characters in base 62. */
    public static String key(String id) {
        return PostId.key(id);
    }
}
