package io.weibosentiment.text;

/** The policy {@code none}, for texts that are clean already: every text is scored unchanged, even an empty one. */
final class NonePolicy implements TextPolicy {

    private static final long serialVersionUID = 1;

    @Override
    public Cleaned clean(String raw) {
        return Cleaned.toScore(raw);
    }
}
