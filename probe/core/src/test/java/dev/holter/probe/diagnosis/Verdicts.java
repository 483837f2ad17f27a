package dev.holter.probe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;

/** What tests of several rules ask of a verdict. */
final class Verdicts {
    private Verdicts() {}

    static void assertUnknown(Verdict verdict) {
        assertThat(verdict.cause()).as("%s", verdict).isEqualTo(Cause.UNKNOWN);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isZero();
        assertThat(verdict.parts()).isEmpty();
        assertThat(verdict.evidence()).isNotEmpty();
    }

    static void assertAccusesNobody(Verdict verdict, Cause cause) {
        assertThat(verdict.cause()).as("%s", verdict).isEqualTo(cause);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isBetween(0.0, 1.0);
    }

    static void assertAccuses(Verdict verdict, Cause cause, StackTraceElement culprit) {
        assertThat(verdict.cause()).as("%s", verdict).isEqualTo(cause);
        assertThat(verdict.culprit()).contains(culprit);
        assertThat(verdict.confidence()).isBetween(0.1, 1.0);
    }

    static void assertSays(Verdict verdict, String part) {
        assertThat(verdict.evidence()).anyMatch(sentence -> sentence.contains(part));
    }
}
