package dev.holter.probe.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutorLoopTest {
    private final List<ExecutorService> opened = new ArrayList<>();

    @AfterEach
    void shutDown() {
        opened.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void poolOfSeveralThreads_isNoLoop() {
        refused(pool(2, 2, new LinkedBlockingQueue<>()), "may run 2 threads");
        refused(pool(0, 4, new SynchronousQueue<>()), "may run 4 threads");
        refused(pool(1, 3, new ArrayBlockingQueue<>(10)), "may run 3 threads");
        refused(open(new ScheduledThreadPoolExecutor(2)), "may run 2 threads");
        refused(open(new ForkJoinPool(2)), "may run 2 threads");
    }

    @Test
    void poolThatNeverGrowsBeyondOneThread_isALoop() {
        assertThat(ExecutorLoop.of("a", pool(1, 8, new LinkedBlockingQueue<>())).name())
                .isEqualTo("a");
        assertThat(ExecutorLoop.of("b", open(new ScheduledThreadPoolExecutor(1)))
                        .name())
                .isEqualTo("b");
        assertThat(ExecutorLoop.of("c", open(new ForkJoinPool(1))).name()).isEqualTo("c");
    }

    @Test
    void poolThatDropsCallbacksInSilence_isNoLoop() {
        refused(bounded(new ThreadPoolExecutor.DiscardPolicy()), "drops callbacks in silence");
        refused(bounded(new ThreadPoolExecutor.DiscardOldestPolicy()), "drops callbacks in silence");
    }

    @Test
    void callbackThatTheCallerWouldRun_isRejectedAndDoesNotRun() throws InterruptedException {
        ThreadPoolExecutor pool = bounded(new ThreadPoolExecutor.CallerRunsPolicy());
        CountDownLatch release = new CountDownLatch(1);
        blockAndFill(pool, release);
        AtomicBoolean ran = new AtomicBoolean();

        assertThatThrownBy(() -> ExecutorLoop.of("full", pool).execute(() -> ran.set(true)))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("full");
        release.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isFalse();
    }

    @Test
    void executorThatIsNoThreadAtAll_isRejectedAtTheFirstCallback() {
        Executor direct = Runnable::run;

        assertThatThrownBy(() -> ExecutorLoop.of("direct", direct).execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void executorThatIsNoService_neverTerminates() {
        ExecutorService service = open(Executors.newSingleThreadExecutor());
        ExecutorLoop loop = ExecutorLoop.of("plain", new PlainExecutor(service));

        service.shutdownNow();
        assertThat(loop.isTerminated()).isFalse();
        assertThat(loop.pendingTasks()).isEmpty();
    }

    @Test
    void delayedTasksOfAScheduledPool_areNotPending() {
        ScheduledThreadPoolExecutor scheduled = open(new ScheduledThreadPoolExecutor(1));
        var unused = scheduled.schedule(() -> {}, 1, TimeUnit.HOURS);

        assertThat(ExecutorLoop.of("timers", scheduled).pendingTasks()).isEmpty();
    }

    private static void refused(ExecutorService executor, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutorLoop.of("pool", executor))
                .withMessageContaining("executor pool")
                .withMessageContaining(why);
    }

    private static void blockAndFill(ThreadPoolExecutor pool, CountDownLatch release) {
        pool.execute(() -> awaitQuietly(release));
        while (pool.getQueue().remainingCapacity() > 0) {
            pool.execute(() -> {});
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadPoolExecutor bounded(RejectedExecutionHandler handler) {
        return open(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2), handler));
    }

    private ThreadPoolExecutor pool(int core, int max, BlockingQueue<Runnable> queue) {
        return open(new ThreadPoolExecutor(core, max, 1, TimeUnit.SECONDS, queue));
    }

    private <T extends ExecutorService> T open(T executor) {
        opened.add(executor);
        return executor;
    }

    private record PlainExecutor(ExecutorService service) implements Executor {

        @Override
        public void execute(Runnable command) {
            service.execute(command);
        }
    }
}
