package dev.holter.collector.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a process might report, for tests to vary. Times are the collector's and the probe's alike. */
public final class Reported {
    public static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    public static final ProcessKey PROCESS = new ProcessKey("checkout", "1@host");
    public static final LoopKey LOOP = new LoopKey(PROCESS, "loop-1");

    private Reported() {}

    public static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    public static ProcessIdentity identity(String runId, Instant startedAt) {
        return new ProcessIdentity(
                PROCESS,
                runId,
                startedAt,
                1,
                "host",
                "OpenJDK 25",
                "test",
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(1));
    }

    public static ProcessState state(long sequence, Instant takenAt, LoopState... loops) {
        return new ProcessState(sequence, takenAt, OptionalLong.empty(), Map.of(), Map.of(), List.of(loops));
    }

    public static LoopBuilder loop() {
        return new LoopBuilder();
    }

    public static IncidentBuilder incident(String id) {
        return new IncidentBuilder(id);
    }

    /** A loop that runs, has 10 requests in flight and has been asked for 100 a second. */
    public static final class LoopBuilder {
        private String name = LOOP.loop();
        private long beats = 100;
        private OptionalLong stallAgeNanos = OptionalLong.empty();
        private Map<Cause, StallTotal> stalls = Map.of();
        private OptionalLong cpuNanos = OptionalLong.empty();
        private OptionalLong pending = OptionalLong.empty();
        private OptionalLong started = OptionalLong.empty();
        private OptionalLong finished = OptionalLong.empty();
        private OptionalDouble rate = OptionalDouble.empty();
        private Optional<CallbackState> callbacks = Optional.empty();
        private OptionalLong runDelayNanos = OptionalLong.empty();

        private LoopBuilder() {}

        public LoopBuilder name(String loop) {
            this.name = loop;
            return this;
        }

        public LoopBuilder beats(long heartbeats) {
            this.beats = heartbeats;
            return this;
        }

        public LoopBuilder stalledFor(long millis) {
            this.stallAgeNanos = OptionalLong.of(millis * 1_000_000);
            return this;
        }

        public LoopBuilder stalls(Cause cause, long count, long totalNanos) {
            this.stalls = Map.of(cause, new StallTotal(count, totalNanos));
            return this;
        }

        public LoopBuilder cpuMillis(long millis) {
            this.cpuNanos = OptionalLong.of(millis * 1_000_000);
            return this;
        }

        public LoopBuilder pending(long callbacks) {
            this.pending = OptionalLong.of(callbacks);
            return this;
        }

        public LoopBuilder requests(long requestsStarted, long requestsFinished) {
            this.started = OptionalLong.of(requestsStarted);
            this.finished = OptionalLong.of(requestsFinished);
            return this;
        }

        public LoopBuilder rate(double perSecond) {
            this.rate = OptionalDouble.of(perSecond);
            return this;
        }

        /** Callbacks of which this many ran, all of them at once, for this long together. */
        public LoopBuilder callbacks(long count, long slow, long busyMillis) {
            this.callbacks = Optional.of(
                    new CallbackState(count, slow, busyMillis * 1_000_000, zeros(count), zeros(count), List.of()));
            return this;
        }

        public LoopBuilder runDelayMillis(long millis) {
            this.runDelayNanos = OptionalLong.of(millis * 1_000_000);
            return this;
        }

        private static Histogram zeros(long count) {
            return new Histogram(5, Math.scalb(1.0, -20), count, count, 0, new int[0], new long[0]);
        }

        public LoopState build() {
            Histogram lag = zeros(beats);
            return new LoopState(
                    new LoopKey(PROCESS, name),
                    "netty",
                    beats,
                    lag,
                    0,
                    stallAgeNanos,
                    stalls,
                    cpuNanos,
                    pending,
                    OptionalLong.empty(),
                    started,
                    finished,
                    rate,
                    callbacks,
                    runDelayNanos);
        }
    }

    /** An open incident, 60 ms old when told at {@link #START}, blocked in a socket with demand. */
    public static final class IncidentBuilder {
        private final String id;
        private long revision = 1;
        private LoopKey loop = LOOP;
        private boolean open = true;
        private Instant startedAt = START;
        private Duration duration = Duration.ofMillis(60);
        private Instant received = START.plusMillis(60);
        private Cause cause = Cause.SOCKET;
        private OptionalDouble cpuRatio = OptionalDouble.of(0.01);
        private Demand demand = new Demand(OptionalDouble.of(200), OptionalLong.of(3), OptionalLong.of(7));
        private Optional<StackFrame> culprit =
                Optional.of(new StackFrame("com.acme.Upstream$Check", "call", "Upstream.java", 42));

        private Map<String, String> details = Map.of();
        private List<StackSample> samples = List.of();
        private List<StallPart> parts = List.of();
        private Optional<BlockingThread> blocker = Optional.empty();

        private IncidentBuilder(String id) {
            this.id = id;
        }

        public IncidentBuilder revision(long number) {
            this.revision = number;
            return this;
        }

        public IncidentBuilder loop(LoopKey key) {
            this.loop = key;
            return this;
        }

        public IncidentBuilder closed() {
            this.open = false;
            return this;
        }

        /** When the stall began and how long it had lasted when this was told, which took no time. */
        public IncidentBuilder lasted(Instant from, long millis) {
            this.startedAt = from;
            this.duration = Duration.ofMillis(millis);
            this.received = from.plusMillis(millis);
            return this;
        }

        public IncidentBuilder cause(Cause why) {
            this.cause = why;
            return this;
        }

        public IncidentBuilder cpuRatio(OptionalDouble ratio) {
            this.cpuRatio = ratio;
            return this;
        }

        public IncidentBuilder demand(Demand waiting) {
            this.demand = waiting;
            return this;
        }

        public IncidentBuilder detail(String name, String value) {
            Map<String, String> more = new HashMap<>(details);
            more.put(name, value);
            this.details = more;
            return this;
        }

        /** A stack taken 50 ms into it, innermost first. */
        public IncidentBuilder stack(StackFrame... frames) {
            this.samples = List.of(new StackSample(50_000_000, "RUNNABLE", OptionalLong.empty(), List.of(frames)));
            return this;
        }

        public IncidentBuilder parts(StallPart... ways) {
            this.parts = List.of(ways);
            return this;
        }

        public IncidentBuilder blocker(String thread, StackFrame... frames) {
            this.blocker = Optional.of(new BlockingThread(thread, "TIMED_WAITING", List.of(frames)));
            return this;
        }

        public IncidentBuilder noCulprit() {
            this.culprit = Optional.empty();
            return this;
        }

        public Incident build() {
            return new Incident(
                    id,
                    revision,
                    loop,
                    "netty",
                    open,
                    startedAt,
                    duration.toNanos(),
                    received,
                    received,
                    cause,
                    0.9,
                    culprit,
                    details,
                    cpuRatio,
                    OptionalDouble.empty(),
                    demand,
                    samples,
                    List.of("seen"),
                    parts,
                    blocker);
        }
    }
}
