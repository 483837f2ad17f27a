package dev.holter.probe.report;

/** What the collector takes as a name: 1 to 200 characters, none of them a control character. */
public final class Names {
    /** The most characters of a name. */
    public static final int MOST_CHARACTERS = 200;

    private static final String NAMELESS = "(no name)";

    private Names() {}

    /** Makes a name of what others named: a thread may be called anything. */
    public static String of(String anything) {
        return of(anything, "");
    }

    /** The same with an ending, for which the name is cut where it is too long. */
    public static String of(String anything, String ending) {
        String printable = printable(anything.isEmpty() ? NAMELESS : anything);
        return cut(printable, MOST_CHARACTERS - ending.length()) + ending;
    }

    private static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text);
        for (int at = 0; at < printable.length(); at++) {
            if (Character.isISOControl(printable.charAt(at))) {
                printable.setCharAt(at, '?');
            }
        }
        return printable.toString();
    }

    /** Never between the two halves of a character. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
