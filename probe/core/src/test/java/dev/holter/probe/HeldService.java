package dev.holter.probe;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process whose loop never does anything wrong, and that prints what its probe says of it: a line for
 * each incident that ended, and in the end, which is that of its standard input, how long it did not
 * run. Its loop is idle, or with the argument {@code busy} computes in callbacks of 5 ms.
 */
final class HeldService {
    private static final long CALLBACK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private HeldService() {}

    public static void main(String[] args) throws IOException {
        try (ExecutorLoop loop = new ExecutorLoop("orders");
                Probe probe = Probe.builder("held")
                        .jfr(false)
                        .reportInterval(Duration.ofMillis(100))
                        .sink(new Printing())
                        .start()) {
            probe.watch(loop);
            if (args[0].equals("busy")) {
                loop.execute(new Computing(loop));
            }
            System.in.read(); // a byte: the parent wants to go on
            System.out.println("ready");
            System.in.read(); // the end
        }
    }

    private record Computing(ExecutorLoop loop) implements Runnable {
        @Override
        public void run() {
            long startNanos = System.nanoTime();
            while (System.nanoTime() - startNanos < CALLBACK_NANOS) {
                Thread.onSpinWait();
            }
            if (!loop.executor.isShutdown()) {
                loop.execute(this);
            }
        }
    }

    private static final class Printing implements ProbeSink {
        private @Nullable ProcessState last;

        @Override
        public void start(ProcessIdentity identity) {
            // nothing to say
        }

        @Override
        public void state(ProcessState state) {
            last = state;
        }

        @Override
        public void incident(Incident incident) {
            if (!incident.open()) {
                System.out.println("incident " + incident.cause() + " "
                        + incident.culprit().map(Object::toString).orElse("accuses nobody") + " "
                        + incident.details() + " " + incident.evidence());
            }
        }

        @Override
        public void close() {
            if (last != null) {
                last.pauseNanos().forEach((cause, nanos) -> System.out.println("pause " + cause + " " + nanos));
            }
        }
    }
}
