package dev.holter.collector.ingest;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The rules that many fields share. Each gives the value back, or throws {@link BrokenRule} with the
 * field's name.
 */
final class Rules {
    private Rules() {}

    /** A name that becomes a label: of a given length, without control characters. */
    static String name(String field, String value, int longest) {
        if (value.isEmpty()) {
            throw new BrokenRule(Rejection.invalid(field, "is missing"));
        }
        return text(field, value, longest);
    }

    /** A text of at most a given length, without control characters. */
    static String text(String field, String value, int longest) {
        if (value.length() > longest) {
            throw new BrokenRule(Rejection.tooLong(field, value.length(), longest));
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new BrokenRule(Rejection.invalid(field, "has a control character at position " + i));
            }
        }
        return value;
    }

    /** A text for people, which may have several lines. */
    static String prose(String field, String value, int longest) {
        if (value.length() > longest) {
            throw new BrokenRule(Rejection.tooLong(field, value.length(), longest));
        }
        return value;
    }

    /** Lower-case letters, digits and underscores. */
    static String snakeCase(String field, String value, int longest) {
        name(field, value, longest);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '_') {
                throw new BrokenRule(Rejection.invalid(field, "is not in snake case: \"" + value + "\""));
            }
        }
        return value;
    }

    /** Letters, digits and hyphens. */
    static String identifier(String field, String value, int longest) {
        name(field, value, longest);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLower(c) && !isUpper(c) && !isDigit(c) && c != '-') {
                throw new BrokenRule(
                        Rejection.invalid(field, "has more than letters, digits and hyphens: \"" + value + "\""));
            }
        }
        return value;
    }

    static long notNegative(String field, long value) {
        if (value < 0) {
            throw new BrokenRule(Rejection.invalid(field, "is negative: " + value));
        }
        return value;
    }

    static OptionalLong notNegative(String field, boolean present, long value) {
        return present ? OptionalLong.of(notNegative(field, value)) : OptionalLong.empty();
    }

    /** A number that another one bounds, {@code whose} says of what that one is. */
    static long notAbove(String field, long value, long limit, String whose) {
        if (value > limit) {
            throw new BrokenRule(Rejection.invalid(field, value + " is more than the " + limit + " " + whose));
        }
        return value;
    }

    static void longestFirst(String field, long value, long before) {
        if (value > before) {
            throw new BrokenRule(
                    Rejection.invalid(field, "are not in order, longest first: " + value + " after " + before));
        }
    }

    static long positive(String field, long value) {
        if (value <= 0) {
            throw new BrokenRule(Rejection.invalid(field, "has to be above 0: " + value));
        }
        return value;
    }

    static OptionalDouble notNegative(String field, boolean present, double value) {
        if (!present) {
            return OptionalDouble.empty();
        }
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new BrokenRule(Rejection.invalid(field, "has to be a number from 0 on: " + value));
        }
        return OptionalDouble.of(value);
    }

    static double share(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new BrokenRule(Rejection.invalid(field, "has to be 0 to 1: " + value));
        }
        return value;
    }

    static void atMost(String field, int count, int limit) {
        if (count > limit) {
            throw new BrokenRule(Rejection.tooMany(field, count, limit));
        }
    }

    static void firstOfItsName(String field, boolean first, String name) {
        if (!first) {
            throw new BrokenRule(Rejection.invalid(field, "\"" + name + "\" is there twice"));
        }
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
