package dev.holter.probe;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

    public static void main(String[] args) throws IOException, InterruptedException {
        Printing printing = new Printing();
        try (ExecutorLoop loop = new ExecutorLoop("orders");
                Probe probe = Probe.builder("held")
                        .jfr(false)
                        .reportInterval(Duration.ofMillis(100))
                        .sink(printing)
                        .start()) {
            probe.watch(loop);
            if (args[0].equals("busy")) {
                loop.execute(new Computing(loop));
            }
            printing.pastTheStart.await();
            System.out.println("ready");
            System.in.read(); // until its end
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
        private static final int HEARTBEATS = 100;

        private final CountDownLatch pastTheStart = new CountDownLatch(1);
        private @Nullable ProcessState last;

        @Override
        public void start(ProcessIdentity identity) {
            // nothing to say
        }

        @Override
        public void state(ProcessState state) {
            last = state;
            if (state.loops().stream().anyMatch(loop -> loop.heartbeats() > HEARTBEATS)) {
                pastTheStart.countDown();
            }
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
