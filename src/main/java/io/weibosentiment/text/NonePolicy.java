package io.weibosentiment.text;

/** The policy {@code none}: the text as it stands, for texts that somebody cleaned already; even an empty one is scored. */
final class NonePolicy implements TextPolicy {

    private static final long serialVersionUID = 1;

    @Override
    public Cleaned clean(String raw) {
        return Cleaned.toScore(raw);
    }
}
