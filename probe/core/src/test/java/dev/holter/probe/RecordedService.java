package dev.holter.probe;

import com.example.orders.BlockingCalls;
import dev.holter.probe.report.Cause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A process of its own that stalls its loop once, for tests of what becomes of a recording that cannot
 * be. It prints what it saw and exits with 0 where the stall was told as what it was. Usage: {@code RecordedService
 * JFR RECORDS [REPOSITORY]}: whether the recorder is asked, whether that is expected to work, and a
 * folder that the repository is said to be in once the recording runs.
 */
final class RecordedService {
    private RecordedService() {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        boolean jfr = Boolean.parseBoolean(args[0]);
        RecordingSink sink = new RecordingSink();
        try (ExecutorLoop loop = new ExecutorLoop("orders");
                Probe probe = Probe.builder("shop")
                        .jfr(jfr)
                        .reportInterval(Duration.ofMillis(100))
                        .sink(sink)
                        .start()) {
            probe.watch(loop);
            RecordingSink.await(() -> sink.hasReported("orders", 100));
            if (Boolean.parseBoolean(args[1])) {
                RecordingSink.await(() -> System.getProperty("jdk.jfr.repository") != null);
            }
            if (args.length > 2) {
                System.setProperty("jdk.jfr.repository", args[2]);
            }
            if (jfr && (!Boolean.parseBoolean(args[1]) || args.length > 2)) {
                RecordingSink.await(() -> disabled(sink) == 1);
            }
            // On a machine that is short of processors a short nap may pass for one of the process.
            for (int seconds = 1; seconds < 8 && !told(sink); seconds *= 2) {
                Duration duration = Duration.ofSeconds(seconds);
                Callable<Void> nap = () -> {
                    BlockingCalls.sleepFor(duration);
                    return null;
                };
                loop.executor.submit(nap).get();
                long ended = sink.states.size();
                RecordingSink.await(() -> sink.states.size() > ended + 1);
            }
            System.out.println("disabled " + disabled(sink));
            System.out.println("threads " + threads());
        }
        System.exit(told(sink) ? 0 : 1);
    }

    private static boolean told(RecordingSink sink) {
        return sink.incidents.stream().anyMatch(incident -> !incident.open() && incident.cause() == Cause.SLEEP);
    }

    private static long disabled(RecordingSink sink) {
        return sink.states.stream()
                .mapToLong(state -> state.drops().getOrDefault("recording_disabled", 0L))
                .max()
                .orElse(0);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("JFR") || name.contains("jfr"))
                .sorted()
                .toList();
    }
}
