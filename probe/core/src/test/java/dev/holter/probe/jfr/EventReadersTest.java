package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.EventStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is made of events that the JVM writes under load or on slow disks only: they are recorded here by their names,
 * with the fields that are read. That the JVM's own have these fields is shown as well.
 */
class EventReadersTest {
    private static final List<Class<? extends Event>> EVENTS =
            List.of(Throttling.class, Load.class, Force.class, Receipt.class, Pinned.class, Operation.class);

    @TempDir
    private Path folder;

    @Name("jdk.ContainerCPUThrottling")
    static class Throttling extends Event {
        long cpuThrottledTime;
    }

    @Name("jdk.CPULoad")
    static class Load extends Event {
        float machineTotal;
    }

    @Name("jdk.FileForce")
    static class Force extends Event {
        String path = "/srv/orders.db";
    }

    /** Over a Unix domain socket, as JDK 25 writes it. */
    @Name("jdk.SocketRead")
    static class Receipt extends Event {
        String host = "Unix domain socket";
        String address = "[/run/daemon.sock]";
        int port = 0;
        long bytesRead = 12;
    }

    @Name("jdk.VirtualThreadPinned")
    static class Pinned extends Event {
        Thread carrierThread = Thread.currentThread();
        String pinnedReason = "Native frame on stack";
    }

    @Name("jdk.ExecuteVMOperation")
    static class Operation extends Event {
        String operation = "";
        boolean safepoint;
    }

    @Test
    void throttlingThatGrew_isTold() throws Exception {
        List<Recorded> read = load(10_000_000, 10_000_000, 310_000_000, 314_000_000);

        assertThat(read).singleElement().satisfies(one -> {
            assertThat(one.cause()).isEqualTo(Cause.STARVED);
            assertThat(one.threadId()).isEqualTo(Recorded.PROCESS);
            assertThat(one.standstill()).isFalse();
            assertThat(one.toNanos() - one.fromNanos()).isEqualTo(1_000_000_000);
            assertThat(one.words()).isEqualTo("300 ms of throttling by the control group's quota within a second");
        });
    }

    @Test
    void busyMachine_isTold() throws Exception {
        LoadEvents events = new LoadEvents();
        read(events::readFrom, () -> {
            for (float total : new float[] {0.1f, 0.97f, 0.89f}) {
                Load load = new Load();
                load.machineTotal = total;
                load.commit();
            }
        });

        assertThat(events.take()).extracting(Recorded::words).containsExactly("processors that were 97 % busy");
        assertThat(events.take()).isEmpty();
    }

    @Test
    void forceToDisk_hasItsPath() throws Exception {
        List<Recorded> read = new ArrayList<>();
        read(
                stream -> stream.onEvent(
                        "jdk.FileForce", event -> ThreadEvents.read(event, 7).ifPresent(read::add)),
                () -> new Force().commit());

        assertThat(read).singleElement().satisfies(one -> {
            assertThat(one.cause()).isEqualTo(Cause.FILE);
            assertThat(one.threadId()).isEqualTo(7);
            assertThat(one.words()).isEqualTo("a force to disk of /srv/orders.db");
            assertThat(one.details()).containsExactly(entry("path", "/srv/orders.db"));
        });
    }

    @Test
    void readFromAUnixDomainSocket_hasItsPath() throws Exception {
        List<Recorded> read = new ArrayList<>();
        read(
                stream -> stream.onEvent(
                        "jdk.SocketRead", event -> ThreadEvents.read(event, 7).ifPresent(read::add)),
                () -> new Receipt().commit());

        assertThat(read).singleElement().satisfies(one -> {
            assertThat(one.words()).contains("/run/daemon.sock").doesNotContain("[");
            assertThat(one.details()).contains(entry("peer", "/run/daemon.sock"), entry("bytes", "12"));
        });
    }

    @Test
    void virtualThreadThatIsPinnedToALoopsThread_heldUpTheLoop() throws Exception {
        List<Recorded> read = pinned(1, Set.of(Thread.currentThread().getId()), new AtomicInteger());

        assertThat(read).singleElement().satisfies(one -> {
            assertThat(one.cause()).isEqualTo(Cause.WAIT);
            assertThat(one.threadId()).isEqualTo(Thread.currentThread().getId());
            assertThat(one.standstill()).isTrue();
            assertThat(one.words()).startsWith("a wait of a virtual thread that was pinned to the loop's");
        });
    }

    @Test
    void pinnedVirtualThreadsBeyondTheLimitOfASecond_areCounted() throws Exception {
        AtomicInteger suppressed = new AtomicInteger();

        assertThat(pinned(40, Set.of(), suppressed)).hasSize(32).noneMatch(Recorded::standstill);
        assertThat(suppressed).hasValue(8);
    }

    @Test
    void operationsOfTheJvm_areSafepointsUnlessACollectorMakesThem() throws Exception {
        PauseEvents events = new PauseEvents();
        read(events::readFrom, () -> {
            operation("ThreadDump", true);
            operation("G1CollectForAllocation", true);
            operation("HandshakeAllThreads", false);
        });

        assertThat(events.take())
                .extracting(Recorded::cause, one -> one.details().get("vm_operation"))
                .containsExactlyInAnyOrder(
                        tuple(Cause.SAFEPOINT, "ThreadDump"), tuple(Cause.GC, "G1CollectForAllocation"));
    }

    static Stream<List<String>> fieldsThatAreRead() {
        return Stream.of(
                List.of("jdk.ContainerCPUThrottling", "cpuThrottledTime"),
                List.of("jdk.CPULoad", "machineTotal"),
                List.of("jdk.FileForce", "path"),
                List.of("jdk.FileRead", "path", "bytesRead"),
                List.of("jdk.FileWrite", "path", "bytesWritten"),
                List.of("jdk.SocketRead", "host", "address", "port", "bytesRead"),
                List.of("jdk.SocketWrite", "host", "address", "port", "bytesWritten"),
                List.of("jdk.JavaMonitorEnter", "monitorClass", "previousOwner"),
                List.of("jdk.JavaMonitorWait", "monitorClass", "notifier", "timedOut"),
                List.of("jdk.ThreadPark", "parkedClass"),
                List.of("jdk.ThreadSleep", "time"),
                List.of("jdk.ProcessStart", "pid", "command"),
                List.of("jdk.GarbageCollection", "gcId", "name", "cause"),
                List.of("jdk.GCPhasePause", "gcId", "name"),
                List.of("jdk.SafepointBegin", "duration"),
                List.of("jdk.ExecuteVMOperation", "operation", "safepoint"));
    }

    @ParameterizedTest
    @MethodSource
    void fieldsThatAreRead(List<String> eventAndFields) {
        List<String> fields = eventAndFields.subList(1, eventAndFields.size());

        assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
                .filteredOn(type -> type.getName().equals(eventAndFields.get(0)))
                .anySatisfy(type -> assertThat(names(type)).containsAll(fields));
    }

    private static List<String> names(EventType type) {
        return type.getFields().stream().map(ValueDescriptor::getName).toList();
    }

    private static void operation(String name, boolean safepoint) {
        Operation operation = new Operation();
        operation.begin();
        operation.operation = name;
        operation.safepoint = safepoint;
        operation.commit();
    }

    private List<Recorded> load(long... throttledNanos) throws Exception {
        LoadEvents events = new LoadEvents();
        read(events::readFrom, () -> {
            for (long nanos : throttledNanos) {
                Throttling throttling = new Throttling();
                throttling.cpuThrottledTime = nanos;
                throttling.commit();
            }
        });
        return events.take();
    }

    private List<Recorded> pinned(int times, Set<Long> watched, AtomicInteger suppressed) throws Exception {
        PinnedEvents events =
                new PinnedEvents(new FrameClassifier(List.of(), List.of()), () -> watched, suppressed::incrementAndGet);
        read(events::readFrom, () -> {
            for (int n = 0; n < times; n++) {
                new Pinned().commit();
            }
        });
        return events.take();
    }

    /** Records what the events write, and has the file read. */
    private void read(Consumer<EventStream> reader, Runnable events) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            for (Class<? extends Event> type : EVENTS) {
                FlightRecorder.register(type);
                recording.enable(type).withThreshold(Duration.ZERO); // and not those of the same name
            }
            recording.start();
            events.run();
            recording.stop();
            recording.dump(file);
        }
        try (EventStream stream = EventStream.openFile(file)) {
            reader.accept(stream);
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            stream.onError(failure::set);
            stream.start();
            assertThat(failure).hasNullValue();
        }
    }
}
