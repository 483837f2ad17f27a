package dev.holter.collector.alert;

import java.util.ArrayList;
import java.util.List;

/** Every rule with its thresholds. */
public record RuleSet(
        EventLoopBlockedUnderLoad.Settings eventLoopBlockedUnderLoad,
        RequestsWithoutCpu.Settings requestsWithoutCpu,
        EventLoopSaturated.Settings eventLoopSaturated) {

    /** The thresholds that hold where no file says otherwise. */
    public static RuleSet defaults() {
        return new RuleSet(EventLoopBlockedUnderLoad.Settings.defaults(), RequestsWithoutCpu.Settings.defaults(), EventLoopSaturated.Settings.defaults());
    }

    /** The rules that are enabled. */
    public List<ArmedRule> armed() {
        List<ArmedRule> rules = new ArrayList<>();
        if (eventLoopBlockedUnderLoad.enabled()) {
            rules.add(new ArmedRule(
                    EventLoopBlockedUnderLoad.NAME,
                    Severity.CRITICAL,
                    eventLoopBlockedUnderLoad.holdFor(),
                    new EventLoopBlockedUnderLoad(eventLoopBlockedUnderLoad)));
        }
        if (requestsWithoutCpu.enabled()) {
            rules.add(new ArmedRule(
                    RequestsWithoutCpu.NAME,
                    Severity.WARNING,
                    requestsWithoutCpu.holdFor(),
                    new RequestsWithoutCpu(requestsWithoutCpu)));
        }
        if (eventLoopSaturated.enabled()) {
            rules.add(new ArmedRule(
                    EventLoopSaturated.NAME,
                    Severity.WARNING,
                    eventLoopSaturated.holdFor(),
                    new EventLoopSaturated(eventLoopSaturated)));
        }
        return rules;
    }
}
