package dev.holter.collector.rulesfile;

import dev.holter.collector.config.ConfigurationException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of one rule in the file. Notes which of them were asked for. Not safe for several threads. */
final class YamlSection {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final Path file;
    private final String rule;
    private final Map<String, YamlSetting> settings;
    private final TreeSet<String> allowed = new TreeSet<>();

    YamlSection(Path file, String rule, Map<String, YamlSetting> settings) {
        this.file = file;
        this.rule = rule;
        this.settings = settings;
    }

    boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        String expected = "a duration from " + written(least) + " to " + written(most) + ", as 500ms, 2s or 1m";
        return value(
                key,
                otherwise,
                expected,
                text -> duration(text).filter(it -> it.compareTo(least) >= 0 && it.compareTo(most) <= 0));
    }

    double number(String key, double otherwise, double least, double most) {
        String expected = "a number from " + written(least) + " to " + written(most);
        return value(
                key,
                otherwise,
                expected,
                text -> decimal(text).map(BigDecimal::doubleValue).filter(it -> it >= least && it <= most));
    }

    long integer(String key, long otherwise, long least, long most) {
        String expected = "a whole number from " + least + " to " + most;
        return value(
                key,
                otherwise,
                expected,
                text -> decimal(text)
                        .filter(it -> it.stripTrailingZeros().scale() <= 0)
                        .filter(it -> it.compareTo(BigDecimal.valueOf(least)) >= 0
                                && it.compareTo(BigDecimal.valueOf(most)) <= 0)
                        .map(BigDecimal::longValueExact));
    }

    /** To be called when everything was asked for that there is. */
    void requireAllRead() {
        settings.forEach((key, setting) -> {
            if (!allowed.contains(key)) {
                throw new ConfigurationException(file + ", line " + setting.line() + ": " + rule + " has no setting \""
                        + key + "\"; it has " + String.join(", ", allowed) + ".");
            }
        });
    }

    private <T> T value(String key, T otherwise, String expected, Function<String, Optional<T>> parser) {
        allowed.add(key);
        YamlSetting setting = settings.get(key);
        if (setting == null) {
            return otherwise;
        }
        return parser.apply(setting.text())
                .orElseThrow(() -> new ConfigurationException(file + ", line " + setting.line() + ": " + rule + "."
                        + key + " is \"" + setting.text() + "\"; write " + expected + "."));
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return text.length() > 30 ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        return millis >= 3_600_000 ? millis / 3_600_000 + "h" : millis / 1000 + "s";
    }

    private static String written(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
