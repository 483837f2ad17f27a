package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A loop whose time jumps, and what happened on it. */
@Timeout(60)
public abstract class LoopTest {
    protected final VirtualTime time = new VirtualTime();
    protected final EventLoop loop = EventLoop.builder().virtualTime(time).build();
    protected final List<String> log = new ArrayList<>();
    protected final List<LoopFault> faults = new ArrayList<>();

    protected LoopTest() {
        loop.setExceptionHandler((where, fault) -> faults.add(fault));
    }

    @AfterEach
    void closeTheLoop() {
        loop.close();
    }

    protected <T extends @Nullable Object> T run(Coroutine<T> main) throws Exception {
        return loop.runUntilComplete(main);
    }

    /** Runs what returns nothing. */
    protected void go(Body body) throws Exception {
        loop.runUntilComplete(body.asCoroutine());
    }

    /** Runs all that is ready, over a few passes, and no timer. */
    protected void spin() throws Exception {
        go(() -> {
            for (int n = 0; n < 5; n++) {
                Async.yieldNow();
            }
        });
    }

    /** A coroutine that returns nothing. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;

        default Coroutine<@Nullable Void> asCoroutine() {
            return () -> {
                run();
                return null;
            };
        }
    }

    protected Task<@Nullable Void> start(Body body) {
        return loop.createTask(body.asCoroutine());
    }

    /** A coroutine that takes a time. */
    protected static <T extends @Nullable Object> Coroutine<T> after(int millis, T value) {
        return () -> {
            Async.sleep(Duration.ofMillis(millis));
            return value;
        };
    }

    protected static <T extends @Nullable Object> Coroutine<T> failAfter(int millis, Exception exception) {
        return () -> {
            Async.sleep(Duration.ofMillis(millis));
            throw exception;
        };
    }

    protected static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    protected long nowMillis() {
        return loop.nanos() / 1_000_000;
    }

    protected static void assertCancelled(LoopFuture<?> future) {
        assertThatThrownBy(future::result).isInstanceOf(CancelledError.class);
    }
}
