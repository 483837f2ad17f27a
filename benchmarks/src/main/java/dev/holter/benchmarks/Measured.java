package dev.holter.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * What one benchmark gave.
 *
 * @param what method of the benchmark, with its parameters where it has any
 * @param nanos mean time of a call
 * @param errorNanos half of the 99.9 % confidence interval of that mean; not a number where there are
 *     too few measurements to tell
 * @param bytes allocated by a call; a fraction of an object is JMH's own, spread over all calls
 */
public record Measured(String what, double nanos, double errorNanos, double bytes) {
    private static final String BYTES_A_CALL = "gc.alloc.rate.norm";

    static Measured of(RunResult result) {
        BenchmarkParams params = result.getParams();
        double unitNanos = TimeUnit.NANOSECONDS.convert(1, params.getTimeUnit());
        return new Measured(
                label(params),
                result.getPrimaryResult().getScore() * unitNanos,
                result.getPrimaryResult().getScoreError() * unitNanos,
                Objects.requireNonNull(result.getSecondaryResults().get(BYTES_A_CALL), BYTES_A_CALL)
                        .getScore());
    }

    private static String label(BenchmarkParams params) {
        String benchmark = params.getBenchmark();
        String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return params.getParamsKeys().stream()
                .map(key -> ", " + key + " " + params.getParam(key))
                .collect(Collectors.joining("", method, ""));
    }
}
