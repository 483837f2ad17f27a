package dev.holter.system.zoo;

import java.io.IOException;
import java.util.Optional;

/** What this machine gives to those services of the zoo that need more of it than a process. Any thread. */
final class Machine {
    private Machine() {}

    /** Why an exhibit cannot be shown here; empty where it can. */
    static Optional<String> refuses(Exhibit exhibit) {
        return exhibit.needs().stream()
                .map(Machine::refusesNeed)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> refusesNeed(String need) {
        return switch (need) {
            case "CONTROL_GROUPS" ->
                ControlGroups.areWritable()
                        ? Optional.empty()
                        : Optional.of("no control groups of version 1 can be made here");
            case "MOUNTS" ->
                succeeds("unshare", "--mount", "sh", "-c", "mount --bind /etc/hosts /etc/resolv.conf")
                        ? Optional.empty()
                        : Optional.of("no process can have a file system view of its own here");
            default -> throw new AssertionError("an exhibit needs what nobody knows: " + need);
        };
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
