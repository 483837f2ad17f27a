package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.Optional;

/** What the kernel says of a thread that was seen running and got nowhere. */
final class KernelWitness {
    private KernelWitness() {}

    /**
     * Where the thread stood, by its state. A thread that sleeps in a futex waits for another thread or
     * for the JVM itself, and it cannot be told for what.
     *
     * @param seen whether there is a stack: a thread that sleeps lets one be taken
     */
    static Optional<Cause> placeOf(KernelAccount kernel, boolean seen) {
        return switch (kernel.state().orElse("")) {
            case "T", "t" -> Optional.of(Cause.SUSPENDED);
            case "D" -> Optional.of(Cause.FILE);
            case "S" -> seen && sleepsInACall(kernel) ? Optional.of(Cause.NATIVE) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean sleepsInACall(KernelAccount kernel) {
        return kernel.waitChannel()
                .filter(channel -> !channel.contains("futex"))
                .isPresent();
    }
}
