package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLoopTest extends LoopTest {

    @Test
    void callbacks_runInTheOrderOfTheCalls() {
        loop.callSoon(() -> log.add("a"));
        loop.callSoon(() -> log.add("b"));
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void callbackQueuedInAPass_runsInTheNext() {
        loop.callSoon(() -> {
            loop.callSoon(() -> log.add("queued by a"));
            log.add("a");
        });
        loop.callSoon(() -> log.add("b"));
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("a", "b");
        loop.callSoon(loop::stop);
        loop.runForever();
        assertThat(log).containsExactly("a", "b", "queued by a");
    }

    @Test
    void callbackCalledOff_doesNotRun() {
        loop.callSoon(() -> log.add("a")).cancel();
        Handle late = loop.callLater(ms(10), () -> log.add("b"));
        late.cancel();
        loop.callLater(ms(20), loop::stop);
        loop.runForever();

        assertThat(log).isEmpty();
        assertThat(late.isCancelled()).isTrue();
    }

    @Test
    void callbackThatCallsOffALaterOneOfItsPass_keepsItFromRunning() {
        Handle[] second = new Handle[1];
        loop.callSoon(() -> second[0].cancel());
        second[0] = loop.callSoon(() -> log.add("b"));
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(log).isEmpty();
    }

    @Test
    void timers_runByTime() {
        loop.callLater(ms(30), () -> log.add("30"));
        loop.callLater(ms(10), () -> log.add("10"));
        loop.callLater(ms(20), () -> log.add("20"));
        loop.callLater(ms(40), loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("10", "20", "30");
        assertThat(nowMillis()).isEqualTo(40);
    }

    @Test
    void timersOfTheSameTime_runInTheOrderOfTheCalls() {
        for (int n = 0; n < 20; n++) {
            String name = Integer.toString(n);
            loop.callAt(1_000_000, () -> log.add(name));
        }
        loop.callLater(ms(2), loop::stop);
        loop.runForever();

        assertThat(log).hasSize(20).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void timerInThePast_runsInTheNextPass() {
        loop.callLater(ms(-5), () -> log.add("late"));
        loop.callSoon(() -> log.add("soon"));
        loop.callLater(ms(1), loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("soon", "late");
    }

    @Test
    void manyTimersThatAreCalledOff_doNotKeepTheOthers() {
        for (int n = 0; n < 1_000; n++) {
            loop.callLater(ms(1_000 + n), () -> log.add("no")).cancel();
        }
        loop.callLater(ms(5), () -> log.add("yes"));
        loop.callLater(ms(5_000), loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("yes");
    }

    @Test
    void timerThatCallsItselfOffAfterItRan_changesNothing() {
        TimerHandle[] timer = new TimerHandle[1];
        timer[0] = loop.callLater(ms(1), () -> timer[0].cancel());
        loop.callLater(ms(2), () -> log.add("next"));
        loop.callLater(ms(3), loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("next");
    }

    @Test
    void stop_letsThePassUnderWayEnd() {
        loop.callSoon(loop::stop);
        loop.callSoon(() -> log.add("same pass"));
        loop.runForever();

        assertThat(log).containsExactly("same pass");
    }

    @Test
    void stopBeforeTheLoopRuns_endsItAfterOnePass() {
        loop.stop();
        loop.callSoon(() -> log.add("a"));
        loop.runForever();

        assertThat(log).containsExactly("a");
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void callbackThatThrows_isToldToTheHandler_andTheLoopGoesOn() {
        loop.callSoon(() -> {
            throw new IllegalStateException("broken");
        });
        loop.callSoon(() -> log.add("next"));
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("next");
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.exception()).hasMessage("broken");
            assertThat(fault.source()).isInstanceOf(Handle.class);
        });
    }

    @Test
    void exceptionHandlerThatThrows_doesNotEndTheLoop() {
        loop.setExceptionHandler((where, fault) -> {
            throw new IllegalStateException("the handler too");
        });
        loop.callSoon(() -> {
            throw new IllegalStateException("broken");
        });
        loop.callSoon(() -> log.add("next"));
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(log).containsExactly("next");
    }

    @Test
    void callFromAnotherThread_wakesALoopThatWaits() throws Exception {
        Thread other = new Thread(() -> {
            while (!loop.isRunning()) {
                Thread.onSpinWait();
            }
            loop.callSoonThreadsafe(() -> log.add("from outside"));
            loop.callSoonThreadsafe(loop::stop);
        });
        other.start();
        loop.runForever();
        other.join();

        assertThat(log).containsExactly("from outside");
    }

    @Test
    void callFromTheWrongThread_isRefused() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            while (!loop.isRunning()) {
                Thread.onSpinWait();
            }
            try {
                loop.callSoon(() -> {});
            } catch (IllegalStateException refused) {
                log.add(String.valueOf(refused.getMessage()));
            }
            asked.countDown();
            loop.callSoonThreadsafe(loop::stop);
        });
        other.start();
        loop.runForever();
        other.join();

        assertThat(log).singleElement().asString().contains("only callSoonThreadsafe");
    }

    @Test
    void loopInsideARunningLoop_isRefused() throws Exception {
        try (EventLoop inner = EventLoop.open()) {
            loop.callSoon(() -> {
                assertThatThrownBy(inner::runForever).hasMessageContaining("inside another");
                assertThatThrownBy(loop::runForever).hasMessageContaining("runs already");
                loop.stop();
            });
            loop.runForever();
            go(() -> assertThatThrownBy(inner::runForever).hasMessageContaining("inside another"));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void running_isTheLoopOfTheCallingCode() throws Exception {
        assertThatThrownBy(EventLoop::running).isInstanceOf(IllegalStateException.class);
        loop.callSoon(() -> assertThat(EventLoop.running()).isSameAs(loop));
        go(() -> assertThat(EventLoop.running()).isSameAs(loop));

        assertThat(faults).isEmpty();
    }

    @Test
    void runUntilComplete_givesTheValueOrTheException() throws Exception {
        assertThat(run(after(10, "value"))).isEqualTo("value");
        IllegalStateException broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> run(failAfter(10, broken))).isSameAs(broken);
    }

    @Test
    void loopStoppedBeforeItsProgramEnded_saysSo() {
        assertThatThrownBy(() -> run(() -> {
                    loop.stop();
                    Async.sleep(ms(1_000));
                    return "value";
                }))
                .hasMessageContaining("stopped before");
    }

    @Test
    void loopCanRunAgain() throws Exception {
        assertThat(run(() -> 1)).isEqualTo(1);
        assertThat(run(() -> 2)).isEqualTo(2);
    }

    @Test
    void close_cancelsWhatIsLeft_andRunsFinallyBlocks() throws Exception {
        start(() -> {
            try {
                Async.sleep(ms(100_000));
            } finally {
                Async.sleep(ms(10));
                log.add("cleaned up");
            }
        });
        spin();
        loop.close();

        assertThat(log).containsExactly("cleaned up");
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void close_endsTasksThatAreMadeMeanwhile() throws Exception {
        start(() -> {
            try {
                Async.sleep(ms(100_000));
            } finally {
                start(() -> {
                    try {
                        Async.yieldNow();
                        Async.sleep(ms(100_000));
                    } finally {
                        log.add("the later one ended");
                    }
                });
                Async.yieldNow();
                Async.yieldNow();
            }
        });
        spin();
        loop.close();

        assertThat(log).containsExactly("the later one ended");
    }

    @Test
    void close_endsWhereTasksAreMadeWithoutEnd() throws Exception {
        startAnother();
        spin();
        loop.close();

        assertThat(loop.isClosed()).isTrue();
    }

    private void startAnother() {
        start(() -> {
            try {
                Async.sleep(ms(100_000));
            } finally {
                startAnother();
                Async.yieldNow();
            }
        });
    }

    @Test
    void close_endsTasksThatOthersAwait() throws Exception {
        Task<String> inner = loop.createTask(after(100_000, "never"));
        start(() -> {
            try {
                Async.await(inner);
            } finally {
                log.add("outer");
            }
        });
        spin();
        loop.close();

        assertThat(log).containsExactly("outer");
        assertThat(inner.isCancelled()).isTrue();
    }

    @Test
    void close_tellsOfATaskThatFailsMeanwhile() throws Exception {
        start(() -> {
            try {
                Async.sleep(ms(100_000));
            } finally {
                throwBroken();
            }
        });
        spin();
        loop.close();

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception()).hasMessage("broken"));
    }

    private static void throwBroken() {
        throw new IllegalStateException("broken");
    }

    @Test
    void close_isOfferedTwice() {
        loop.close();
        assertThatCode(loop::close).doesNotThrowAnyException();
    }

    @Test
    void closeOfALoopThatRuns_isRefused() throws Exception {
        go(() -> assertThatThrownBy(loop::close).hasMessageContaining("runs already"));
    }

    @Test
    void closedLoop_refusesEverything() {
        loop.close();

        assertThatThrownBy(() -> loop.callSoon(() -> {})).hasMessageContaining("closed");
        assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {})).hasMessageContaining("closed");
        assertThatThrownBy(() -> loop.callLater(ms(1), () -> {})).hasMessageContaining("closed");
        assertThatThrownBy(() -> loop.createTask(() -> 1)).hasMessageContaining("closed");
        assertThatThrownBy(loop::runForever).hasMessageContaining("closed");
        assertThatThrownBy(() -> run(() -> 1)).hasMessageContaining("closed");
        assertThatThrownBy(loop::stop).hasMessageContaining("closed");
    }

    @Test
    void reader_isCalledWhenThereIsSomething() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            ByteBuffer read = ByteBuffer.allocate(16);
            loop.addReader(source, () -> {
                readInto(source, read);
                assertThat(loop.removeReader(source)).isTrue();
                loop.stop();
            });
            loop.callSoon(() -> write(sink));
            loop.runForever();

            assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {7}));
            assertThat(loop.removeReader(source)).isFalse();
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void writer_isCalledWhenThereIsRoom() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            sink.configureBlocking(false);
            loop.addWriter(sink, () -> {
                log.add("room");
                assertThat(loop.removeWriter(sink)).isTrue();
                loop.stop();
            });
            loop.runForever();

            assertThat(log).containsExactly("room");
            assertThat(source.isOpen()).isTrue();
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void readerOfAChannelThatBlocks_isRefused() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            assertThatThrownBy(() -> loop.addReader(source, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("configureBlocking(false)");
            assertThat(sink.isOpen()).isTrue();
        }
    }

    private static void readInto(Pipe.SourceChannel source, ByteBuffer buffer) {
        try {
            source.read(buffer);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(Pipe.SinkChannel sink) {
        try {
            sink.write(ByteBuffer.wrap(new byte[] {7}));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void timerCalledOff_isNotWaitedFor() throws Exception {
        loop.callLater(Duration.ofHours(1), () -> log.add("no")).cancel();
        go(() -> Async.sleep(ms(10)));

        assertThat(nowMillis()).isEqualTo(10);
        assertThat(log).isEmpty();
    }

    @Test
    void timerThatWasCalledOffTwice_isCalledOff() {
        TimerHandle timer = loop.callLater(ms(10), () -> log.add("no"));
        timer.cancel();
        timer.cancel();

        assertThat(timer.isCancelled()).isTrue();
    }

    @Test
    void timerOfATimer_countsFromWhenItRan() throws Exception {
        loop.callLater(ms(10), () -> loop.callLater(ms(10), () -> log.add("at " + nowMillis())));
        go(() -> Async.sleep(ms(30)));

        assertThat(log).containsExactly("at 20");
    }

    @Test
    void callAt_isATimeOfTheLoop() throws Exception {
        loop.callAt(loop.nanos() + 7_000_000, () -> log.add("at " + nowMillis()));
        go(() -> Async.sleep(ms(10)));

        assertThat(log).containsExactly("at 7");
    }

    @Test
    void yearOfTimers_takesNoTime() throws Exception {
        go(() -> {
            for (int day = 0; day < 365; day++) {
                Async.sleep(Duration.ofDays(1));
            }
        });

        assertThat(loop.nanos()).isEqualTo(Duration.ofDays(365).toNanos());
    }

    @Test
    void timeThatIsAdvanced_makesTimersLate_andNotLost() throws Exception {
        loop.callLater(ms(10), () -> log.add("at " + nowMillis()));
        time.advance(ms(500));
        spin();

        assertThat(log).containsExactly("at 500");
    }

    @Test
    void pendingCallbacks_areThoseThatWaitForTheirTurn() throws Exception {
        int[] pending = new int[1];
        loop.callSoon(() -> pending[0] = loop.pendingCallbacks());
        for (int n = 0; n < 10; n++) {
            loop.callSoon(() -> {});
        }
        spin();

        assertThat(pending[0]).isGreaterThanOrEqualTo(10);
    }

    @Test
    void liveTasks_areCountedUntilTheyAreDone() throws Exception {
        start(() -> Async.sleep(ms(10)));
        start(() -> Async.sleep(ms(20)));
        assertThat(loop.liveTasks()).isEqualTo(2);
        go(() -> Async.sleep(ms(15)));

        assertThat(loop.liveTasks()).isEqualTo(1);
    }

    @Test
    void readerTakenBack_isNotCalled() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            loop.addReader(source, () -> log.add("no"));
            assertThat(loop.removeReader(source)).isTrue();
            assertThat(loop.removeReader(source)).isFalse();
            sink.write(ByteBuffer.wrap(new byte[1]));
            spin();
        }

        assertThat(log).isEmpty();
    }

    @Test
    void secondReader_takesThePlaceOfTheFirst() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.write(ByteBuffer.wrap(new byte[1]));
            loop.addReader(source, () -> log.add("first"));
            loop.addReader(source, () -> {
                log.add("second");
                loop.removeReader(source);
            });
            spin();
        }

        assertThat(log).containsExactly("second");
    }

    @Test
    void loopThatWasNeverRun_canBeClosed() {
        EventLoop other = EventLoop.open();
        other.createTask(() -> log.add("no"));
        other.close();

        assertThat(other.isClosed()).isTrue();
        assertThat(log).isEmpty();
    }

    @Test
    void stopWhileTheLoopIsClosed_letsTheCleanUpEnd() {
        try (EventLoop closed =
                EventLoop.builder().virtualTime(new VirtualTime()).build()) {
            Task<@Nullable Void> task = closed.createTask(() -> {
                try {
                    Async.sleep(ms(1_000));
                } finally {
                    EventLoop.running().stop();
                    Async.sleep(ms(10));
                    Async.sleep(ms(10));
                    log.add("cleaned up");
                }
                return null;
            });
            closed.callSoon(closed::stop);
            closed.runForever();
            assertThat(task.isDone()).isFalse();
        }

        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void programThatIsStopped_endsNoLaterRunOfItsLoop() throws Exception {
        Task<String> stopped = loop.createTask(after(10, "x"));
        loop.callSoon(loop::stop);
        assertThatThrownBy(() -> loop.runUntilComplete(stopped)).isInstanceOf(IllegalStateException.class);

        assertThat(run(after(20, "later"))).isEqualTo("later");
    }

    @Test
    void virtualThread_cannotRunALoop() throws Exception {
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                EventLoop.runMain(() -> "x");
            } catch (Exception refused) {
                log.add(refused.getMessage());
            }
        });
        caller.join();

        assertThat(log)
                .singleElement()
                .satisfies(message -> assertThat(message).contains("virtual thread cannot run a loop"));
    }

    @Test
    void delayOfAllTimes_isLongerThanALifetime() throws Exception {
        loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> log.add("never"));
        go(() -> Async.timeout(Duration.ofSeconds(Long.MAX_VALUE), scope -> {
            Async.sleep(Duration.ofDays(50 * 365));
            return null;
        }));

        assertThat(log).isEmpty();
    }

    @Test
    void failureThatNobodyAskedFor_isToldWhenTheLoopIsClosed() throws Exception {
        EventLoop closed = EventLoop.builder().virtualTime(time).build();
        closed.setExceptionHandler((where, fault) -> faults.add(fault));
        Task<?> asked = closed.createTask(() -> {
            throw new IllegalStateException("asked for");
        });
        closed.runUntilComplete(() -> {
            Async.createTask(
                    () -> {
                        throw new IllegalStateException("broken");
                    },
                    "fire-and-forget");
            return Async.wait(List.of(asked), Async.WaitUntil.ALL_COMPLETED);
        });
        assertThat(asked.exception()).hasMessage("asked for");
        closed.close();

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.message())
                    .contains("nobody asked how fire-and-forget")
                    .contains("ended");
            assertThat(fault.exception()).hasMessage("broken");
        });
    }

    @Test
    void pollerOfOnesOwn_isWhatTheLoopWaitsWith_andIsClosedWithIt() throws Exception {
        Poller selector = new SelectorPoller();
        Poller counting = new Poller() {
            @Override
            public void poll(long timeoutNanos, Consumer<? super Handle> ready) {
                log.add(timeoutNanos > 0 ? "waits" : "looks");
                selector.poll(timeoutNanos, ready);
            }

            @Override
            public void wakeup() {
                selector.wakeup();
            }

            @Override
            public @Nullable Handle add(SelectableChannel channel, int operation, Handle callback) {
                return selector.add(channel, operation, callback);
            }

            @Override
            public @Nullable Handle remove(SelectableChannel channel, int operation) {
                return selector.remove(channel, operation);
            }

            @Override
            public void close() {
                log.add("closed");
                selector.close();
            }
        };
        try (EventLoop other = EventLoop.builder().poller(() -> counting).build()) {
            other.runUntilComplete(after(5, "x"));
        }

        assertThat(log).contains("waits").endsWith("closed");
    }

    @Test
    void clockOfOnesOwn_isTheTimeOfTheLoop() {
        try (EventLoop other = EventLoop.builder().clock(() -> 42).build()) {
            assertThat(other.nanos()).isEqualTo(42);
        }
    }

    @Test
    void loopThatMayNotRunHere_canBeClosedHere() throws Exception {
        Poller selector = new SelectorPoller();
        EventLoop refused = EventLoop.builder().poller(() -> selector).build();
        go(() -> {
            assertThatThrownBy(() -> refused.runUntilComplete(() -> "x")).isInstanceOf(IllegalStateException.class);
            refused.close();
        });

        assertThat(refused.isClosed()).isTrue();
        assertThatThrownBy(() -> selector.poll(0, handle -> {})).isInstanceOf(ClosedSelectorException.class);
    }

    @Test
    void callbacksThatWereTimedTogether_areLetGoOfWhenTheLoopStops() throws Exception {
        WeakReference<Object> captured = runSomeThatCapture();

        for (int round = 0; round < 100 && captured.get() != null; round++) {
            System.gc();
        }
        assertThat(captured.get()).isNull();
    }

    private WeakReference<Object> runSomeThatCapture() {
        for (int n = 0; n < 200; n++) {
            loop.callSoon(() -> {});
        }
        Object captured = new byte[1];
        loop.callSoon(() -> log.add(captured.toString()));
        loop.callSoon(loop::stop);
        loop.runForever();
        return new WeakReference<>(captured);
    }

    @Test
    void loopLocalThatWantsAnother_isMade() throws Exception {
        LoopLocal<String> first = new LoopLocal<>(() -> "first");
        LoopLocal<String> second = new LoopLocal<>(() -> first.of(loop) + " and second");

        assertThat(second.of(loop)).isEqualTo("first and second");
    }
}
