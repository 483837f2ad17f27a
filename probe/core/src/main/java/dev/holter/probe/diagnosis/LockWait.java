package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What a thread that does not run waits for.
 *
 * @param object class and identity hash of the lock, monitor or synchroniser
 * @param owner name of the thread that holds it; empty where nobody does or it cannot be told
 * @param ownerFrames that thread's stack, innermost first; empty where unknown
 */
public record LockWait(String object, Optional<String> owner, List<StackTraceElement> ownerFrames) {
    public LockWait {
        ownerFrames = List.copyOf(ownerFrames);
    }
}
