package dev.holter.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of the form {@code --key=value}. Every error is a {@link UsageException} that names the option. */
final class Arguments {
    private static final Pattern OPTION = Pattern.compile("--([a-z]+)=(.+)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");

    private final Map<String, String> values = new HashMap<>();

    /** Takes the command line apart; each key must be a known one and given at most once. */
    Arguments(String[] args, List<String> keys) {
        for (String arg : args) {
            Matcher option = OPTION.matcher(arg);
            if (!option.matches() || !keys.contains(option.group(1))) {
                throw new UsageException(
                        "unknown option " + arg + ": known are --" + String.join("=..., --", keys) + "=...");
            }
            if (values.put(option.group(1), option.group(2)) != null) {
                throw new UsageException("option --" + option.group(1) + " is given twice: give it once");
            }
        }
    }

    String text(String key, String byDefault) {
        return values.getOrDefault(key, byDefault);
    }

    int number(String key, int least, int most, int byDefault) {
        String text = values.get(key);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told like a number out of range
        }
        throw new UsageException("--" + key + "=" + text + " is no number from " + least + " to " + most);
    }

    Duration duration(String key, Duration byDefault) {
        String text = values.get(key);
        if (text == null) {
            return byDefault;
        }
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            throw new UsageException("--" + key + "=" + text + " is no duration: write it like 50ms or 2s");
        }
        long count = Long.parseLong(duration.group(1));
        return duration.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
    }
}
