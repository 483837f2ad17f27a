package dev.holter.collector.alert;

/** Hears of rules that fail. */
@FunctionalInterface
public interface RuleFailureListener {

    /** A rule threw, and is not run again. Called by the thread that evaluates; must not block. */
    void ruleFailed(String alertname, RuntimeException cause);
}
