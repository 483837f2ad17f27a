package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holter.agent.discovery.FoundLoop;
import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.executor.ExecutorLoop;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopRegisterTest {
    private final AtomicInteger wakes = new AtomicInteger();
    private final LoopRegister register = new LoopRegister(wakes::incrementAndGet);
    private final Probe probe = Probe.builder("stock").jfr(false).start();
    private final List<ExecutorService> executors = new ArrayList<>();

    @AfterEach
    void close() {
        probe.close();
        executors.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void executorThatNobodyKnows_asksOnce() {
        Object executor = executor();

        assertThat(register.turnOf(executor)).isEmpty();
        assertThat(register.turnOf(executor)).isEmpty();

        assertThat(wakes).hasValue(1);
        assertThat(register.takeAsking()).containsExactly(new AskingLoops.Asking(executor, Thread.currentThread()));
        assertThat(register.takeAsking()).isEmpty();
    }

    @Test
    void executorThatIsMerelyAskedFor_doesNotAsk() {
        assertThat(register.watched(executor())).isEmpty();
        assertThat(register.takeAsking()).isEmpty();
    }

    @Test
    void executorThatIsRefused_asksNoMore() {
        Object executor = executor();
        register.refuse(executor);

        assertThat(register.turnOf(executor)).isEmpty();
        assertThat(register.takeAsking()).isEmpty();
        assertThat(register.size()).isZero();
    }

    @Test
    void loopThatWasRefused_canBeFoundYet() {
        ExecutorService executor = executor();
        register.refuse(executor);
        WatchedLoop watch = add(executor);

        assertThat(register.turnOf(executor)).contains(watch);
        assertThat(register.size()).isEqualTo(1);
    }

    @Test
    void manyThatAsk_findRoomOneAfterTheOther() {
        List<ExecutorService> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(executor());
        }
        many.forEach(register::turnOf);
        List<AskingLoops.Asking> first = register.takeAsking();
        assertThat(first).hasSizeLessThan(100);
        first.forEach(asking -> register.refuse(asking.executor()));

        many.forEach(register::turnOf);
        assertThat(register.takeAsking()).hasSize(100 - first.size());
    }

    @Test
    void everyLoop_isFoundAmongMany() {
        for (int i = 0; i < 50; i++) {
            ExecutorService executor = executor();
            WatchedLoop watch = add(executor);
            assertThat(register.watched(executor)).contains(watch);
        }
        assertThat(executors).allMatch(executor -> register.watched(executor).isPresent());
    }

    @Test
    void loopThatHasEnded_isForgotten() throws InterruptedException {
        ExecutorService ended = executor();
        ExecutorService other = executor();
        add(ended);
        WatchedLoop watch = add(other);
        ended.shutdownNow();
        assertThat(ended.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        register.removeEnded();

        assertThat(register.watched(ended)).isEmpty();
        assertThat(register.watched(other)).contains(watch);
        assertThat(register.size()).isEqualTo(1);
    }

    @Test
    void turnOfAnExecutorThatIsKnown_allocatesNothing() {
        ExecutorService watched = executor();
        Object refused = executor();
        add(watched);
        register.refuse(refused);
        turns(watched, refused);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        turns(watched, refused);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private void turns(Object watched, Object refused) {
        for (int i = 0; i < 10_000; i++) {
            if (register.turnOf(watched).isEmpty() || register.turnOf(refused).isPresent()) {
                throw new AssertionError("the register has forgotten");
            }
        }
    }

    private WatchedLoop add(ExecutorService executor) {
        FoundLoop found = new FoundLoop(executor, ExecutorLoop.of("loop", executor));
        WatchedLoop watch = probe.watch(found.loop());
        register.add(found, watch);
        return watch;
    }

    /** Without a thread yet. */
    private ExecutorService executor() {
        ExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executors.add(executor);
        return executor;
    }
}
