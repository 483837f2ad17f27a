package dev.holter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs every benchmark once, so that none can rot. What they take is not looked at: that is a page's affair. */
class BenchmarkGroupTest {
    /** Half of the smallest object's bytes. JMH's own objects, spread over all calls, are far fewer. */
    private static final double NO_OBJECT = 8;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HEARTBEAT", "CALLBACKS"})
    void everyBenchmarkRuns_andItsBaselineIsAmongThem(BenchmarkGroup group) throws Exception {
        List<Measured> results = group.run(RunLength.ONCE);

        assertThat(results).hasSizeGreaterThan(1).extracting(Measured::what).contains(group.baseline());
        assertThat(results).allSatisfy(measured -> assertThat(measured.nanos()).isPositive());
    }

    @Test
    void timingCallbacksAllocatesNothing() throws Exception {
        // In a process of its own: what is allocated is counted over all threads.
        List<Measured> results = BenchmarkGroup.CALLBACKS.run(RunLength.BRIEF);

        assertThat(results)
                .extracting(Measured::what)
                .containsExactlyInAnyOrder("nothing", "nanoTime", "oneType", "sixteenTypes", "turnOfOne", "timer");
        assertThat(results).allSatisfy(measured -> assertThat(measured.bytes()).isLessThan(NO_OBJECT));
    }

    @Test
    void heartbeatAllocatesNothing() throws Exception {
        List<Measured> results = BenchmarkGroup.HEARTBEAT.run(RunLength.ONCE);

        assertThat(results)
                .extracting(Measured::what)
                .containsExactlyInAnyOrder("emptyCallback", "nanoTime", "heartbeat", "heartbeatWhileRead");
        assertThat(results).allSatisfy(measured -> assertThat(measured.bytes()).isLessThan(NO_OBJECT));
    }
}
