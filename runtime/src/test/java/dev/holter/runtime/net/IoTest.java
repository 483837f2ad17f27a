package dev.holter.runtime.net;

import dev.holter.runtime.Coroutine;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopFault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A loop in real time, because sockets and processes know no other. */
@Timeout(60)
abstract class IoTest {
    static final Duration LONG = Duration.ofSeconds(30);

    final EventLoop loop = EventLoop.open();
    final List<LoopFault> faults = new ArrayList<>();
    final List<String> log = new ArrayList<>();

    IoTest() {
        loop.setExceptionHandler((where, fault) -> faults.add(fault));
    }

    @AfterEach
    void closeTheLoop() {
        loop.close();
    }

    /** Runs what returns nothing. */
    void go(Body body) throws Exception {
        loop.runUntilComplete(body.asCoroutine());
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A coroutine that returns nothing. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;

        default Coroutine<@Nullable Void> asCoroutine() {
            return () -> {
                run();
                return null;
            };
        }
    }
}
