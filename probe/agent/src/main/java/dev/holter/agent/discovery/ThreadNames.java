package dev.holter.agent.discovery;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns of thread names in which {@code *} stands for any text and {@code ?} for any character. Immutable. */
public final class ThreadNames {
    private final List<Pattern> patterns;

    /** Matches what one of the patterns matches as a whole; nothing where there are none. */
    public ThreadNames(List<String> globs) {
        this.patterns = globs.stream().map(ThreadNames::pattern).toList();
    }

    boolean match(String threadName) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(threadName).matches());
    }

    private static Pattern pattern(String glob) {
        String regex = glob.codePoints()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
