package io.weibosentiment.text;

import java.util.regex.Pattern;

/** What in a text shows a face or a sign: codes such as {@code [允悲]}, and emoji. */
public final class Emoticons {

    /** An emoticon's code, as Weibo shows it in texts. */
    public static final Pattern CODE = Pattern.compile("\\[[^\\[\\]\\s]{1,16}\\]");
    /** Pictographs, with what joins and colours them. */
    private static final Pattern EMOJI = Pattern.compile(
            "[\\x{1F1E6}-\\x{1F1FF}\\x{1F300}-\\x{1FAFF}\\x{2600}-\\x{27BF}\\x{2B50}\\x{2B55}\\x{FE0F}\\x{20E3}\\x{200D}]+");

    private Emoticons() {}

    /**
     * {@code text} with a space in place of each emoticon, and white space collapsed; empty where nothing else is in
     * it.
     */
    public static String masked(String text) {
        String withoutCodes = text.indexOf('[') < 0 ? text : CODE.matcher(text).replaceAll(" ");
        String masked = EMOJI.matcher(withoutCodes).replaceAll(" ");
        return masked.equals(text) ? text : WhiteSpace.collapse(masked);
    }

    /** Whether {@code text} has any. */
    public static boolean areIn(String text) {
        return CODE.matcher(text).find() || EMOJI.matcher(text).find();
    }
}
