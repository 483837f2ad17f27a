package dev.holter.probe.diagnosis;

import java.util.Optional;

/** One way to a verdict: a pure function. */
@FunctionalInterface
interface Rule {

    /** Empty where the case is none of this rule's. */
    Optional<Verdict> judge(StallCase stall);
}
