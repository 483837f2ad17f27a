package dev.holter.probe.diagnosis;

import dev.holter.probe.report.BlockingThread;
import java.util.Optional;

/**
 * What a thread that does not run waits for.
 *
 * @param object class and identity hash of the lock, monitor or synchroniser
 * @param owner the thread that holds it; empty where nobody does or it cannot be told
 */
public record LockWait(String object, Optional<BlockingThread> owner) {}
