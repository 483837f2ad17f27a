package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes that others stop, freeze and throttle: their loops are late, and nobody in them is to blame. */
@Tag("realtime")
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class HeldServiceTest {
    private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Path CPU = Path.of("/sys/fs/cgroup/cpu");
    private static final Path FREEZER = Path.of("/sys/fs/cgroup/freezer");

    private @Nullable Process service;
    private @Nullable Path group;

    @AfterEach
    void cleanUp() throws Exception {
        if (group != null && group.startsWith(FREEZER)) {
            write("freezer.state", "THAWED"); // a frozen process cannot be ended
        }
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
        if (group != null) {
            Files.delete(group);
        }
    }

    @Test
    void stoppedProcess_wasSuspended() throws Exception {
        start("idle");
        signal("-STOP");
        hold(HELD_NANOS);
        signal("-CONT");

        assertSuspended(end());
    }

    @Test
    void stoppedProcessThatComputed_wasSuspended() throws Exception {
        start("busy");
        signal("-STOP");
        hold(HELD_NANOS);
        signal("-CONT");

        assertSuspended(end());
    }

    @Test
    void frozenProcess_wasSuspended() throws Exception {
        startUnder(FREEZER, "idle");
        write("freezer.state", "FROZEN");
        while (!Files.readString(Objects.requireNonNull(group).resolve("freezer.state"))
                .strip()
                .equals("FROZEN")) {
            Thread.onSpinWait(); // it says FREEZING until every thread stands
        }
        hold(HELD_NANOS);
        write("freezer.state", "THAWED");

        assertSuspended(end());
    }

    @Test
    void throttledProcess_wasStarved() throws Exception {
        startUnder(CPU, "busy");
        write("cpu.cfs_period_us", "200000");
        write("cpu.cfs_quota_us", "20000");
        hold(3 * HELD_NANOS);
        write("cpu.cfs_quota_us", "-1");

        List<String> printed = end();
        assertThat(printed)
                .filteredOn(line -> line.startsWith("incident"))
                .isNotEmpty()
                .allMatch(HeldServiceTest::accusesNobody);
        assertThat(printed)
                .anyMatch(
                        line -> line.startsWith("incident STARVED") && line.contains("the quota of its control group"));
        assertThat(printed).anyMatch(line -> line.startsWith("pause STARVED"));
    }

    @Test
    void debuggerThatStopsEveryThread_hasSuspendedTheProcess() throws Exception {
        launch("idle", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=n,address=127.0.0.1:0");
        VirtualMachine debugged = debug();
        awaitReady();
        debugged.suspend();
        hold(HELD_NANOS);
        debugged.resume();
        debugged.dispose();

        assertSuspended(end());
    }

    /** What it waits for cannot be told from a stack: the debugger leaves the thread's state as it was. */
    @Test
    void debuggerThatStopsTheLoopsThread_accusesNobody() throws Exception {
        launch("idle", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=n,address=127.0.0.1:0");
        VirtualMachine debugged = debug();
        awaitReady();
        ThreadReference loop = debugged.allThreads().stream()
                .filter(thread -> thread.name().equals("orders"))
                .findFirst()
                .orElseThrow();
        loop.suspend();
        hold(HELD_NANOS);
        loop.resume();
        debugged.dispose();

        assertThat(end())
                .filteredOn(line -> line.startsWith("incident"))
                .isNotEmpty()
                .allMatch(HeldServiceTest::accusesNobody);
    }

    /** A park may end early: the debugger's interface leaves permits behind. */
    private static void hold(long nanos) {
        long untilNanos = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = untilNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void assertSuspended(List<String> printed) {
        assertThat(printed).filteredOn(line -> line.startsWith("incident")).allMatch(HeldServiceTest::accusesNobody);
        assertThat(printed)
                .as("%s", printed)
                .filteredOn(line -> line.startsWith("pause SUSPENDED"))
                .singleElement()
                .satisfies(line -> assertThat(Long.parseLong(line.substring("pause SUSPENDED ".length())))
                        .isGreaterThan(HELD_NANOS / 2));
    }

    private static boolean accusesNobody(String incident) {
        return incident.contains("accuses nobody");
    }

    private void start(String what) throws IOException {
        launch(what);
        awaitReady();
    }

    /** In a control group of its own, from before its probe starts on. */
    private void startUnder(Path hierarchy, String what) throws IOException {
        assumeThat(hierarchy).isDirectory().isWritable();
        launch(what);
        group = Files.createDirectory(
                hierarchy.resolve("holter-test-" + service().pid()));
        write("cgroup.procs", Long.toString(service().pid()));
        awaitReady();
    }

    private void launch(String what, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HeldService.class.getName(), what));
        service = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private VirtualMachine debug() throws Exception {
        String listening = service().inputReader().readLine();
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        argument(arguments, "hostname").setValue("127.0.0.1");
        argument(arguments, "port").setValue(listening.substring(listening.lastIndexOf(' ') + 1));
        return connector.attach(arguments);
    }

    private void awaitReady() throws IOException {
        BufferedReader printed = service().inputReader();
        for (String line = printed.readLine(); !"ready".equals(line); line = printed.readLine()) {
            assertThat(line).as("what the service prints").isNotNull();
        }
    }

    /** What it printed since it was ready. */
    private List<String> end() throws IOException {
        service().getOutputStream().close();
        return service().inputReader().lines().toList();
    }

    private void signal(String signal) throws Exception {
        String pid = Long.toString(service().pid());
        assertThat(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor())
                .isZero();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(Objects.requireNonNull(group).resolve(file), text);
    }

    private static Connector.Argument argument(Map<String, Connector.Argument> arguments, String name) {
        return Objects.requireNonNull(arguments.get(name));
    }

    private Process service() {
        return Objects.requireNonNull(service);
    }
}
