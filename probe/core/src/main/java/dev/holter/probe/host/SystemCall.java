package dev.holter.probe.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system call in which a thread of this process is blocked, by Linux's {@code /proc/self/task/TID/syscall}: its
 * number, its arguments in hexadecimal, and two addresses. Numbers are those of the kernel's tables for x86-64 and for
 * arm64; on other processors nothing is told.
 */
final class SystemCall {
    /** Number and first two arguments; of a thread that runs, or is blocked outside of a call, it says other things. */
    private static final Pattern BLOCKED =
            Pattern.compile("(\\d{1,9}) 0x([0-9a-f]{1,16}) 0x([0-9a-f]{1,16}) .*", Pattern.DOTALL);

    /**
     * Numbers of calls.
     *
     * @param ofDescriptor those whose first argument is a file descriptor: reads, writes, locks, connects and accepts
     * @param polls those whose first argument is the address of an array of {@code pollfd}, and the second its length
     */
    private record Numbers(Set<Integer> ofDescriptor, Set<Integer> polls) {
        private static final Numbers X86_64 = new Numbers(
                Set.of(0, 1, 17, 18, 19, 20, 40, 42, 43, 44, 45, 46, 47, 72, 73, 74, 75, 288), Set.of(7, 271));
        private static final Numbers ARM_64 = new Numbers(
                Set.of(25, 32, 63, 64, 65, 66, 67, 68, 71, 82, 83, 202, 203, 206, 207, 211, 212, 242), Set.of(73));
        private static final Numbers NONE = new Numbers(Set.of(), Set.of());

        static Numbers of(String architecture) {
            return switch (architecture) {
                case "amd64" -> X86_64;
                case "aarch64" -> ARM_64;
                default -> NONE;
            };
        }
    }

    private static final Numbers NUMBERS = Numbers.of(System.getProperty("os.arch", ""));

    private SystemCall() {}

    /**
     * The file descriptor that the call is about; empty where the thread is in none, in one that is about none or about
     * several, and where the kernel does not tell.
     *
     * @param task the thread's entry in {@code /proc}
     */
    static OptionalInt descriptor(Path task) {
        Optional<String> call = ProcFile.read(task.resolve("syscall"));
        return call.isPresent() ? descriptor(call.get()) : OptionalInt.empty();
    }

    private static OptionalInt descriptor(String call) {
        Matcher blocked = BLOCKED.matcher(call);
        if (!blocked.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(blocked.group(1));
        long first = Long.parseUnsignedLong(blocked.group(2), 16);
        long second = Long.parseUnsignedLong(blocked.group(3), 16);
        if (NUMBERS.ofDescriptor().contains(number)) {
            return OptionalInt.of((int) first);
        }
        return NUMBERS.polls().contains(number) && second == 1 ? intAt(first) : OptionalInt.empty();
    }

    /** What stands in this process's memory: the descriptor is the first field of a {@code pollfd}. */
    private static OptionalInt intAt(long address) {
        try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "r")) {
            memory.seek(address);
            return OptionalInt.of(Integer.reverseBytes(memory.readInt())); // both processors are little-endian
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
    }
}
