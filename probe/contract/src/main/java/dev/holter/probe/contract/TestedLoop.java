package dev.holter.probe.contract;

import dev.holter.probe.Loop;

/** A real loop under test, with the one thing that a {@link Loop} cannot do: end it. */
public interface TestedLoop {

    /** The adapter's view of the loop; the same at each call. */
    Loop loop();

    /**
     * Ends the loop for good and waits until it has ended. Lets what runs on it finish. Idempotent.
     * Called on JUnit's thread, after each test too.
     */
    void terminate() throws Exception;
}
