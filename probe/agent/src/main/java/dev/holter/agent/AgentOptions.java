package dev.holter.agent;

import dev.holter.agent.discovery.ThreadNames;
import dev.holter.probe.Probe;
import dev.holter.probe.ProbeBuilder;
import dev.holter.probe.stream.CollectorStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the agent was told: {@code key=value,key=value} in its arguments, which win over the environment. Variables
 * of the environment that are no option are left alone: Kubernetes makes some for every service whose name begins
 * with {@code holter}.
 */
final class AgentOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(ms|s|m)");
    private static final List<String> YES = List.of("on", "true");
    private static final List<String> NO = List.of("off", "false");
    /** So that the agent's own frames are a library's, wherever it was relocated to. */
    private static final String OWN_PACKAGE = "dev.holter.agent.";

    private final Map<OptionKey, String> given;

    private AgentOptions(Map<OptionKey, String> given) {
        this.given = given;
    }

    /**
     * Reads them all, and checks none of the values.
     *
     * @param arguments what stands behind the {@code =} of {@code -javaagent}; may be empty
     * @throws WrongOption where a key is not known, or it is not of the form {@code key=value}
     */
    static AgentOptions read(String arguments, Map<String, String> environment) {
        Map<OptionKey, String> given = new EnumMap<>(OptionKey.class);
        for (OptionKey key : OptionKey.values()) {
            Optional.ofNullable(environment.get(key.variable())).ifPresent(value -> given.put(key, value.strip()));
        }
        for (String argument : arguments.split(",", -1)) {
            if (!argument.isBlank()) {
                readInto(given, argument.strip());
            }
        }
        return new AgentOptions(given);
    }

    /** Whether the agent is to run at all. */
    boolean isEnabled() {
        return isOn(OptionKey.ENABLED, true);
    }

    /** Whether Netty is to be instrumented. */
    boolean hooks() {
        return isOn(OptionKey.HOOKS, true);
    }

    /** Threads whose single-threaded executors are loops. */
    ThreadNames loops() {
        return new ThreadNames(list(OptionKey.LOOPS));
    }

    /** A probe that is ready to start. Nothing has been connected or started. */
    ProbeBuilder probe() {
        ProbeBuilder probe =
                value(OptionKey.SERVICE, Probe::builder).orElseGet(() -> Probe.builder(ServiceName.guess()));
        set(OptionKey.PROCESS, probe::process);
        set(OptionKey.STALL_THRESHOLD, text -> probe.stallThreshold(duration(text)));
        set(OptionKey.SLOW_CALLBACK_THRESHOLD, text -> probe.slowCallbackThreshold(duration(text)));
        set(OptionKey.HEARTBEAT_INTERVAL, text -> probe.heartbeatInterval(duration(text)));
        set(OptionKey.REPORT_INTERVAL, text -> probe.reportInterval(duration(text)));
        set(OptionKey.APPLICATION_PACKAGES, text -> probe.applicationPackages(split(text)));
        probe.libraryPackages(withOwn(list(OptionKey.LIBRARY_PACKAGES)));
        return probe.jfr(isOn(OptionKey.JFR, true))
                .cpuSamples(isOn(OptionKey.CPU_SAMPLES, false))
                .sink(stream());
    }

    private CollectorStream stream() {
        CollectorStream.Builder stream = CollectorStream.builder();
        if (isOn(OptionKey.INSECURE, false)) {
            stream.insecure();
        }
        return value(OptionKey.COLLECTOR, address -> stream.address(address).build())
                .orElseGet(stream::build);
    }

    private static void readInto(Map<OptionKey, String> given, String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new WrongOption("'" + argument + "' is not of the form key=value");
        }
        String key = argument.substring(0, equals).strip();
        OptionKey option = OptionKey.of(key)
                .orElseThrow(() -> new WrongOption("there is no option '" + key + "', but " + OptionKey.all()));
        given.put(option, argument.substring(equals + 1).strip());
    }

    private boolean isOn(OptionKey key, boolean byDefault) {
        return value(key, AgentOptions::isYes).orElse(byDefault);
    }

    private List<String> list(OptionKey key) {
        return value(key, text -> List.of(split(text))).orElse(List.of());
    }

    private void set(OptionKey key, Consumer<String> setting) {
        Optional<Boolean> unused = value(key, text -> {
            setting.accept(text);
            return true;
        });
    }

    /** Reads one value, and names the option in what is wrong with it. */
    private <T> Optional<T> value(OptionKey key, Function<String, T> reading) {
        String text = given.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException wrong) {
            throw new WrongOption(key.key() + "=" + text + ": " + wrong.getMessage());
        }
    }

    private static boolean isYes(String text) {
        if (YES.contains(text)) {
            return true;
        }
        if (NO.contains(text)) {
            return false;
        }
        throw new IllegalArgumentException("write on or off");
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: write 500ms, 8s or 2m");
        }
        Duration unit = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            default -> Duration.ofMinutes(1);
        };
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
        return Duration.ofNanos(nanos.longValue());
    }

    private static String[] split(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
    }

    private static String[] withOwn(List<String> packages) {
        String[] all = packages.toArray(new String[packages.size() + 1]);
        all[packages.size()] = OWN_PACKAGE;
        return all;
    }
}
