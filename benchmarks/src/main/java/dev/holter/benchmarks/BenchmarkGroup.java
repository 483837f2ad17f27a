package dev.holter.benchmarks;

import dev.holter.agent.hooks.CallbackTimingBenchmark;
import dev.holter.probe.watch.FreezeCorrectionBenchmark;
import dev.holter.probe.watch.HeartbeatBenchmark;
import dev.holter.probe.watch.WatchdogPassBenchmark;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The questions that JMH answers: one class of benchmarks each. */
public enum BenchmarkGroup {
    HEARTBEAT(
            HeartbeatBenchmark.class,
            "nanoTime",
            "What does one heartbeat cost the loop's thread? The budget is 150 ns and 0 bytes."),
    HISTOGRAM(
            HistogramRecordBenchmark.class,
            "hdrSingleWriterRecorder",
            "What does it cost to record one lag, beside HdrHistogram 2.2.2?"),
    CORRECTION(
            FreezeCorrectionBenchmark.class,
            "hdrHistogram",
            "What does it cost to record the heartbeats that were due in a freeze of 47 s, beside HdrHistogram 2.2.2?"),
    REQUESTS(RequestMeterBenchmark.class, "longAdders", "What does it cost to count one request from start to end?"),
    CALLBACKS(
            CallbackMeterBenchmark.class,
            "nanoTime",
            "What does it cost to time one callback? The budget is 1.5 times one reading of the clock and 0 bytes."),
    HOOKS(
            CallbackTimingBenchmark.class,
            "nanoTime",
            "What does it cost that a callback is timed? The budget is 1.5 times one nanoTime and 0 bytes."),
    PASS(
            WatchdogPassBenchmark.class,
            "pass, loops 0",
            "What does a pass over loops cost the watchdog, where each has a heartbeat to take in and one to send?");

    private final Class<?> benchmarks;
    private final String baseline;
    private final String question;

    BenchmarkGroup(Class<?> benchmarks, String baseline, String question) {
        this.benchmarks = benchmarks;
        this.baseline = baseline;
        this.question = question;
    }

    /** As given on the command line. */
    public String commandName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the group is to find out, with the budget where there is one. */
    public String question() {
        return question;
    }

    /** What the others are compared with, as {@link Measured#what()} has it. */
    public String baseline() {
        return baseline;
    }

    /**
     * Runs the group's benchmarks, each with the allocation profiler. Takes seconds to minutes.
     *
     * @throws RunnerException where a benchmark fails
     */
    public List<Measured> run(RunLength length) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmarks.getName()) + "\\.")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        length.applyTo(options);
        if (length == RunLength.ONCE) {
            options.verbosity(VerboseMode.SILENT);
        }
        return new Runner(options.build()).run().stream().map(Measured::of).toList();
    }
}
