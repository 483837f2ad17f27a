package dev.holter.probe.jfr;

import dev.holter.probe.time.ProbeClock;
import dev.holter.probe.watch.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * One recording and the stream of its events, which come about once a second. {@link #run} blocks and
 * calls everything else on its own thread; another may change and close it meanwhile.
 */
final class RecordingSession implements AutoCloseable {
    /** At most this and two files under way, of 12 MB each, are on disk. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int MOST_A_FLUSH = 4096;

    private final Supplier<Set<Long>> watchedThreads;
    private final Consumer<List<Recorded>> to;
    private final Runnable onSuppressed;
    private final RecordingClock clock;
    private final RecordingStream stream;
    private final CpuSamples samples;
    private final PauseEvents pauses = new PauseEvents();
    private final LoadEvents load = new LoadEvents();
    private final PinnedEvents pinned;
    private final List<Recorded> ofThreads = new ArrayList<>();
    private boolean transfersRecorded = true;
    private Set<Long> watched = Set.of();
    private @Nullable Throwable fault;

    /**
     * Prepares a recording, which takes some tenths of a second the first time in a process.
     *
     * @param watchedThreads whose events are wanted, by Java's ids; asked once a flush
     * @param to takes what was recorded by the probe's clock, at each flush that brought any
     * @param onSuppressed called for each event that was too many
     * @throws RuntimeException where the JVM cannot record, among others for want of a folder to write to
     */
    RecordingSession(
            ProbeClock clock,
            RecordingOptions options,
            Supplier<Set<Long>> watchedThreads,
            Consumer<List<Recorded>> to,
            Runnable onSuppressed) {
        this.watchedThreads = watchedThreads;
        this.to = to;
        this.onSuppressed = onSuppressed;
        this.clock = new RecordingClock(clock);
        this.samples = new CpuSamples(options.classifier());
        this.pinned = new PinnedEvents(options.classifier(), () -> watched, onSuppressed);
        this.stream = new RecordingStream();
        stream.setSettings(RecordedSettings.of(options));
        stream.setReuse(true);
        stream.setOrdered(false);
        stream.setMaxSize(MOST_BYTES);
        for (String name : ThreadEvents.names()) {
            stream.onEvent(
                    name,
                    event -> ofThread(event, id -> ThreadEvents.read(event, id).ifPresent(ofThreads::add)));
        }
        stream.onEvent("jdk.CPUTimeSample", event -> ofThread(event, id -> samples.read(event, id)));
        stream.onEvent(ClockMark.NAME, this.clock::take);
        pauses.readFrom(stream);
        load.readFrom(stream);
        pinned.readFrom(stream);
        stream.onFlush(this::flushed);
        stream.onError(this::failed);
    }

    /** Records until it is closed; what ended it otherwise. */
    Optional<Throwable> run() {
        watched = watchedThreads.get();
        stream.start();
        return Optional.ofNullable(fault);
    }

    /** Has reads and writes of sockets recorded or left out. For one thread. */
    void recordTransfers(boolean wanted) {
        if (wanted == transfersRecorded) {
            return;
        }
        transfersRecorded = wanted;
        for (String event : RecordedSettings.TRANSFERS) {
            if (wanted) {
                stream.enable(event);
            } else {
                stream.disable(event);
            }
        }
    }

    /** Ends the recording and removes what it wrote. Takes some milliseconds. Idempotent. */
    @Override
    public void close() {
        stream.close();
    }

    private void ofThread(RecordedEvent event, LongConsumer reader) {
        RecordedThread thread = event.getThread();
        if (thread == null || !watched.contains(thread.getJavaThreadId())) {
            return;
        }
        if (ofThreads.size() + samples.size() < MOST_A_FLUSH) {
            reader.accept(thread.getJavaThreadId());
        } else {
            onSuppressed.run();
        }
    }

    /** Only now all marks are known, and the collections that pauses were of. */
    private void flushed() {
        List<Recorded> all = new ArrayList<>(ofThreads);
        ofThreads.clear();
        all.addAll(samples.take());
        all.addAll(pauses.take());
        all.addAll(load.take());
        all.addAll(pinned.take());
        if (!all.isEmpty()) {
            to.accept(all.stream().map(clock::toProbe).toList());
        }
        watched = watchedThreads.get();
        clock.mark();
    }

    /** What fails once may fail with every event: there is nothing to be had from going on. */
    private void failed(Throwable failure) {
        if (fault == null) {
            fault = failure;
            stream.close();
        }
    }
}
