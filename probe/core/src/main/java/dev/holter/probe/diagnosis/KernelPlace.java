package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Optional;

/** Where a thread stood that was seen running and got nowhere, by the kernel. */
final class KernelPlace {
    /** In names of the kernel's functions: uninterruptible waits for memory, a freezer or a child, and for no file. */
    private static final List<String> NO_FILE =
            List.of("mem_cgroup", "reclaim", "swap", "rwsem", "refrigerator", "vfork");

    private KernelPlace() {}

    /**
     * Where the thread stood, by its state. A thread that sleeps in a futex waits for another thread or
     * for the JVM itself, and it cannot be told for what.
     *
     * @param inApplication whether a stack shows it in the application: a loop that sleeps elsewhere may
     *     be waiting for work
     */
    static Optional<Cause> of(KernelAccount kernel, boolean inApplication) {
        return switch (kernel.state().orElse("")) {
            case "T", "t" -> Optional.of(Cause.SUSPENDED);
            case "D" -> waitsForAFile(kernel) ? Optional.of(Cause.FILE) : Optional.empty();
            case "S" -> inApplication && sleepsInACall(kernel) ? Optional.of(Cause.NATIVE) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether the thread may wait for another one, which it does in a futex. */
    static boolean mayBeAFutex(KernelAccount kernel) {
        return kernel.state().orElse("S").equals("S") && !sleepsInACall(kernel);
    }

    private static boolean waitsForAFile(KernelAccount kernel) {
        return kernel.waitChannel().stream()
                .noneMatch(channel -> NO_FILE.stream().anyMatch(channel::contains));
    }

    private static boolean sleepsInACall(KernelAccount kernel) {
        return kernel.waitChannel()
                .filter(channel -> !channel.contains("futex"))
                .isPresent();
    }
}
