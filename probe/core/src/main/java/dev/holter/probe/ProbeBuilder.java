package dev.holter.probe;

import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.jfr.RecordingOptions;
import dev.holter.probe.report.Names;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.time.SystemProbeClock;
import dev.holter.probe.watch.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a probe is to do. Each setting has a default. For one thread. */
public final class ProbeBuilder {
    private final String service;
    private @Nullable String process;
    private Duration heartbeatInterval = Duration.ofMillis(10);
    private Duration stallThreshold = Duration.ofMillis(50);
    private Duration slowCallbackThreshold = Duration.ofMillis(50);
    private Duration reportInterval = Duration.ofSeconds(1);
    private List<String> applicationPackages = List.of();
    private List<String> libraryPackages = List.of();
    private boolean jfr = true;
    private boolean cpuSamples;
    private final List<ProbeSink> sinks = new ArrayList<>();

    ProbeBuilder(String service) {
        this.service = named("service", service);
    }

    /** Name of this process within the service, 1 to 200 characters; PID@HOST by default. */
    public ProbeBuilder process(String name) {
        process = named("process", name);
        return this;
    }

    /** Time between two heartbeats of a loop that is not idle: 1 ms to 1 s, 10 ms by default. */
    public ProbeBuilder heartbeatInterval(Duration interval) {
        heartbeatInterval = within("heartbeatInterval", interval, Duration.ofMillis(1), Duration.ofSeconds(1));
        return this;
    }

    /** By how much a heartbeat has to be late to be a stall: 5 ms to 1 minute, 50 ms by default. */
    public ProbeBuilder stallThreshold(Duration threshold) {
        stallThreshold = within("stallThreshold", threshold, Duration.ofMillis(5), Duration.ofMinutes(1));
        return this;
    }

    /** How long a callback has to take to be slow: 1 ms to 1 minute, 50 ms by default. */
    public ProbeBuilder slowCallbackThreshold(Duration threshold) {
        slowCallbackThreshold = within("slowCallbackThreshold", threshold, Duration.ofMillis(1), Duration.ofMinutes(1));
        return this;
    }

    /** Time between two reports of the whole state: 10 ms to 1 minute, 1 s by default. */
    public ProbeBuilder reportInterval(Duration interval) {
        reportInterval = within("reportInterval", interval, Duration.ofMillis(10), Duration.ofMinutes(1));
        return this;
    }

    /**
     * Prefixes of the application's packages, as in {@code com.example.}; where none are given,
     * everything is the application's that is neither the JDK's nor a library's.
     */
    public ProbeBuilder applicationPackages(String... prefixes) {
        applicationPackages = packages("applicationPackages", prefixes);
        return this;
    }

    /** Prefixes of packages that are a library's or framework's, added to the built-in list. */
    public ProbeBuilder libraryPackages(String... prefixes) {
        libraryPackages = packages("libraryPackages", prefixes);
        return this;
    }

    /**
     * Whether the JVM's flight recorder is asked what happened during stalls, on by default. It records
     * from a second after the start on, within 40 MB of the folder for temporary files, and needs the
     * module {@code jdk.jfr}.
     */
    public ProbeBuilder jfr(boolean on) {
        jfr = on;
        return this;
    }

    /**
     * Whether the flight recorder also samples where threads spend their CPU time, off by default: up to
     * 500 stacks a second. From JDK 25 on, on Linux; elsewhere it changes nothing.
     */
    public ProbeBuilder cpuSamples(boolean on) {
        cpuSamples = on;
        return this;
    }

    /** Adds a destination of the findings. A sink belongs to one probe, which closes it. */
    public ProbeBuilder sink(ProbeSink sink) {
        sinks.add(sink);
        return this;
    }

    /** Starts the probe. It watches nothing yet. */
    public Probe start() {
        return Probe.start(this);
    }

    boolean jfr() {
        return jfr;
    }

    RecordingOptions recordingOptions() {
        return new RecordingOptions(stallThreshold.toNanos(), cpuSamples, frameClassifier());
    }

    List<ProbeSink> sinks() {
        return List.copyOf(sinks);
    }

    Timing timing() {
        return new Timing(heartbeatInterval.toNanos(), stallThreshold.toNanos(), reportInterval.toNanos());
    }

    long slowCallbackNanos() {
        return slowCallbackThreshold.toNanos();
    }

    /** A callback that takes as long as the stall threshold stalls the loop alone, whether it is called slow or not. */
    long quickCallbackNanos() {
        return Math.min(slowCallbackThreshold.toNanos(), stallThreshold.toNanos());
    }

    FrameClassifier frameClassifier() {
        return new FrameClassifier(applicationPackages, libraryPackages);
    }

    ProcessIdentity identity() {
        long pid = ProcessHandle.current().pid();
        String host = hostName();
        String runtime = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
        String version = Optional.ofNullable(Probe.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        return new ProcessIdentity(
                service,
                process != null ? process : pid + "@" + host,
                UUID.randomUUID().toString().replace("-", ""),
                SystemProbeClock.INSTANCE.epochNanos(),
                pid,
                host,
                runtime,
                version,
                heartbeatInterval,
                stallThreshold,
                reportInterval);
    }

    /** From the kernel or the environment: to ask the resolver could block the service's start for seconds. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            Optional<String> name = Optional.ofNullable(System.getenv("HOSTNAME"));
            return name.or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse("localhost");
        }
    }

    /** A blank prefix would take in every class there is. */
    private static List<String> packages(String setting, String... prefixes) {
        List<String> packages = List.of(prefixes);
        if (packages.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(setting + " must name packages, and one of them is blank: " + packages);
        }
        return packages;
    }

    private static String named(String setting, String name) {
        if (name.isBlank() || !Names.of(name).equals(name)) {
            throw new IllegalArgumentException(setting + " must have 1 to " + Names.MOST_CHARACTERS
                    + " characters, none of them a control character: \"" + Names.of(name) + "\"");
        }
        return name;
    }

    private static Duration within(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(setting + " must be from " + least.toMillis() + " ms to "
                    + most.toMillis() + " ms: " + value.toMillis() + " ms");
        }
        return value;
    }
}
