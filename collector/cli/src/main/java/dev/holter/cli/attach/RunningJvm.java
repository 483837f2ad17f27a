package dev.holter.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.holter.cli.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A JVM of this machine that others may attach to. For one thread; every call blocks. */
public final class RunningJvm implements AutoCloseable {
    /** The agent's word on how it fares, which it keeps in its process. */
    private static final String STATUS = "holter.agent.status";

    private static final String STARTING = "starting";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String SEE_SWITCH = "-XX:+DisableAttachMechanism or -XX:-EnableDynamicAgentLoading";

    private final long pid;
    private final VirtualMachine machine;

    private RunningJvm(long pid, VirtualMachine machine) {
        this.pid = pid;
        this.machine = machine;
    }

    /**
     * A JVM that may be attached to.
     *
     * @param program main class or jar, and the arguments behind it
     */
    public record Candidate(long pid, String program) {}

    /** The JVMs of this user, this one left out. */
    public static List<Candidate> candidates() {
        long self = ProcessHandle.current().pid();
        return VirtualMachine.list().stream()
                .map(RunningJvm::candidate)
                .filter(candidate -> candidate.pid() != self)
                .sorted(Comparator.comparingLong(Candidate::pid))
                .toList();
    }

    /**
     * Attaches to a process.
     *
     * @throws UserError where there is none, it is another user's, or no JVM, or lets nobody in
     */
    public static RunningJvm attach(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> new UserError("there is no process " + pid));
        try {
            return new RunningJvm(pid, VirtualMachine.attach(Long.toString(pid)));
        } catch (AttachNotSupportedException | IOException e) {
            throw new UserError(whyNot(process, e), e);
        }
    }

    /**
     * Loads the agent.
     *
     * @param options as after the {@code =} of {@code -javaagent}
     * @throws UserError where the JVM does not load it
     */
    public void load(Path agentJar, String options) {
        try {
            machine.loadAgent(agentJar.toString(), options);
        } catch (AgentLoadException | AgentInitializationException | IOException e) {
            throw new UserError(
                    "process " + pid + " does not load the agent (" + e.getMessage()
                            + "); it may have been started with " + SEE_SWITCH,
                    e);
        }
    }

    /** What the agent in the process says of itself; empty where none was ever there. */
    public String status() {
        try {
            return machine.getSystemProperties().getProperty(STATUS, "");
        } catch (IOException e) {
            throw new UserError("process " + pid + " went away: " + e.getMessage(), e);
        }
    }

    /** The same, once it has started, or ended; what it said last where that takes longer than the given time. */
    public String awaitStatus(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String status = status();
        while (status.equals(STARTING) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL.toNanos());
            status = status();
        }
        return status;
    }

    @Override
    public void close() {
        try {
            machine.detach();
        } catch (IOException e) {
            // It is gone, and so is the connection to it.
        }
    }

    private static Candidate candidate(VirtualMachineDescriptor descriptor) {
        return new Candidate(Long.parseLong(descriptor.id()), descriptor.displayName());
    }

    private static String whyNot(ProcessHandle process, Exception failure) {
        String owner = process.info().user().orElse("");
        String self = ProcessHandle.current().info().user().orElse("");
        if (!owner.isEmpty() && !owner.equals(self)) {
            return "process " + process.pid() + " belongs to " + owner + ": run this as that user";
        }
        if (!isJvm(process.pid())) {
            return "process " + process.pid() + " is not a JVM, or one that lets nobody attach (" + SEE_SWITCH + ")";
        }
        return "process " + process.pid() + " cannot be attached to: " + failure.getMessage();
    }

    private static boolean isJvm(long pid) {
        return candidates().stream().anyMatch(candidate -> candidate.pid() == pid);
    }
}
