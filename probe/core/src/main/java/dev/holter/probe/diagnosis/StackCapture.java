package dev.holter.probe.diagnosis;

import dev.holter.probe.report.StackSample;
import java.util.Optional;

/**
 * A stack of the stalled thread that is known to belong to the stall, and what the thread waited for.
 *
 * @param lock what it waited for; empty where it ran
 */
public record StackCapture(StackSample sample, Optional<LockWait> lock) {}
