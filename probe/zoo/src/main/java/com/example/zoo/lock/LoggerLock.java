package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Logs while another thread holds the log, because it writes to a slow sink. */
public final class LoggerLock implements Pathology {
    private final SlowSink sink = new SlowSink();
    private final PrintStream log = new PrintStream(sink, true, StandardCharsets.UTF_8);

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "audit-log");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("audit-log", ready -> {
            sink.beSlow(ready, request.time());
            log.println("audit");
        });
        log.println("order accepted"); // culprit
    }

    /** Takes its time for the next thing that is written. */
    private static final class SlowSink extends OutputStream {
        private @Nullable Runnable ready;
        private Duration time = Duration.ZERO;

        synchronized void beSlow(Runnable whenWriting, Duration forTime) {
            ready = whenWriting;
            time = forTime;
        }

        @Override
        public synchronized void write(int octet) {
            Runnable writing = ready;
            ready = null;
            if (writing != null) {
                writing.run();
                LockSupport.parkNanos(time.toNanos());
            }
        }
    }
}
