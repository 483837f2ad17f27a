package dev.holter.collector.rulesfile;

import dev.holter.collector.alert.EventLoopBlockedUnderLoad;
import dev.holter.collector.alert.EventLoopSaturated;
import dev.holter.collector.alert.RequestsWithoutCpu;
import dev.holter.collector.alert.RuleSet;
import dev.holter.collector.config.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Reads thresholds. What the file does not name keeps its default; what it names and no rule knows is an
 * error, since a mistyped threshold would otherwise go unseen until the day it is needed.
 */
public final class RulesFile {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RulesFile() {}

    /**
     * The rules as the file has them.
     *
     * @throws ConfigurationException with one line that says where in the file what is wrong, and what
     *     is allowed
     */
    public static RuleSet read(Path file) {
        YamlSections sections = YamlSections.read(file);
        RuleSet defaults = RuleSet.defaults();
        RuleSet rules = new RuleSet(
                blocked(sections.section("EventLoopBlockedUnderLoad"), defaults.eventLoopBlockedUnderLoad()),
                withoutCpu(sections.section("RequestsWithoutCpu"), defaults.requestsWithoutCpu()),
                saturated(sections.section("EventLoopSaturated"), defaults.eventLoopSaturated()));
        sections.requireAllRead();
        return rules;
    }

    private static EventLoopBlockedUnderLoad.Settings blocked(
            YamlSection section, EventLoopBlockedUnderLoad.Settings defaults) {
        EventLoopBlockedUnderLoad.Settings settings = new EventLoopBlockedUnderLoad.Settings(
                section.flag("enabled", defaults.enabled()),
                section.duration("for", defaults.holdFor(), Duration.ZERO, LONGEST),
                section.duration("stall_age", defaults.stallAge(), Duration.ofMillis(50), LONGEST),
                section.number("cpu_share", defaults.cpuShare(), 0, 1),
                section.number("requests_per_second", defaults.requestsPerSecond(), 0, 1e9),
                section.integer("in_flight", defaults.inFlight(), 1, 1_000_000_000),
                section.integer("pending", defaults.pending(), 1, 1_000_000_000));
        section.requireAllRead();
        return settings;
    }

    private static EventLoopSaturated.Settings saturated(YamlSection section, EventLoopSaturated.Settings defaults) {
        EventLoopSaturated.Settings settings = new EventLoopSaturated.Settings(
                section.flag("enabled", defaults.enabled()),
                section.duration("for", defaults.holdFor(), Duration.ZERO, LONGEST),
                section.number("cpu_share", defaults.cpuShare(), 0, 1));
        section.requireAllRead();
        return settings;
    }

    private static RequestsWithoutCpu.Settings withoutCpu(YamlSection section, RequestsWithoutCpu.Settings defaults) {
        RequestsWithoutCpu.Settings settings = new RequestsWithoutCpu.Settings(
                section.flag("enabled", defaults.enabled()),
                section.duration("for", defaults.holdFor(), Duration.ZERO, LONGEST),
                section.duration("window", defaults.window(), Duration.ofMillis(500), Duration.ofSeconds(5)),
                section.number("requests_per_second", defaults.requestsPerSecond(), 0, 1e9),
                section.number("cpu_share", defaults.cpuShare(), 0, 1));
        section.requireAllRead();
        return settings;
    }
}
