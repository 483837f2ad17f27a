package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.SlowCallback;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackMeterTest {
    private static final long MS = 1_000_000;
    private static final long SLOW = 50 * MS;

    private final SetClock clock = new SetClock();
    private final CallbackMeter meter = new CallbackMeter(clock, SLOW);

    @Test
    void meterThatWasNeverTold_isNotUsed() {
        assertThat(meter.isUsed()).isFalse();

        meter.idle();
        assertThat(meter.isUsed()).isFalse();

        meter.began();
        assertThat(meter.isUsed()).isTrue();
    }

    @Test
    void meterThatIsGivenUp_endsTheBusyTimeAndIsNotUsed() {
        meter.began();
        run(Small.class, 3 * MS);
        meter.giveUp();
        clock.advance(100 * MS);

        assertThat(meter.isBusy()).isFalse();
        assertThat(meter.isUsed()).isFalse();
        assertThat(meter.state().busyNanos()).isEqualTo(3 * MS);
    }

    @Test
    void callback_isTimedFromTheEndOfTheOneBefore() {
        meter.began();
        run(Small.class, 3 * MS);
        run(Small.class, 5 * MS);
        meter.idle();

        assertThat(meter.state().worst()).containsExactly(new CallbackType(Small.class.getName(), 2, 8 * MS, 5 * MS));
        assertThat(meter.state().durationSeconds().sum()).isEqualTo(0.008);
    }

    @Test
    void slowCallbacks_areTakenOnce() {
        meter.began();
        run(Small.class, SLOW - 1);
        run(Small.class, SLOW);
        run(Large.class, 2 * SLOW);

        assertThat(meter.takeSlow())
                .containsExactly(
                        new SlowCallback(Small.class.getName(), SLOW),
                        new SlowCallback(Large.class.getName(), 2 * SLOW));
        assertThat(meter.takeSlow()).isEmpty();
    }

    @Test
    void ofMoreSlowCallbacksThanFit_theNewestAreKept() {
        meter.began();
        for (int n = 0; n < 40; n++) {
            run(Small.class, SLOW + n);
        }

        assertThat(meter.takeSlow()).hasSize(16).allMatch(slow -> slow.tookNanos() >= SLOW + 24);
        assertThat(meter.state().slow()).isEqualTo(40);
    }

    @Test
    void timeBetweenTurns_isNobodys() {
        meter.began();
        run(Small.class, 3 * MS);
        meter.idle();
        clock.advance(1_000 * MS);
        meter.began();
        run(Small.class, 4 * MS);

        assertThat(meter.state().busyNanos()).isEqualTo(7 * MS);
        assertThat(meter.state().durationSeconds().count()).isEqualTo(2);
    }

    @Test
    void busyTime_growsWhileACallbackRuns() {
        meter.began();
        run(Small.class, 3 * MS);
        clock.advance(47_000 * MS);

        assertThat(meter.state().busyNanos()).isEqualTo(47_003 * MS);
        assertThat(meter.state().count()).isEqualTo(1);
    }

    @Test
    void busyTime_neverFalls_thoughTheLoopTurnsOutToHaveBeenIdle() {
        meter.began();
        run(Small.class, 3 * MS);
        clock.advance(2 * MS);
        assertThat(meter.state().busyNanos()).isEqualTo(5 * MS);
        meter.idle();
        assertThat(meter.state().busyNanos()).isEqualTo(5 * MS);

        meter.began();
        run(Small.class, 1 * MS);
        assertThat(meter.state().busyNanos()).isEqualTo(5 * MS);
        run(Small.class, 4 * MS);
        assertThat(meter.state().busyNanos()).isEqualTo(8 * MS);
    }

    @Test
    void busyTime_isRightWhileTheClockWrapsRound() {
        clock.set(Long.MAX_VALUE - 2 * MS);
        meter.began();
        run(Small.class, 3 * MS);
        clock.advance(4 * MS);

        assertThat(meter.state().busyNanos()).isEqualTo(7 * MS);
        run(Small.class, 0);
        meter.idle();
        assertThat(meter.state().busyNanos()).isEqualTo(7 * MS);
    }

    @Test
    void callbackAsLongAsTheThreshold_isSlow() {
        meter.began();
        run(Small.class, SLOW - 1);
        run(Small.class, SLOW);

        assertThat(meter.state().slow()).isEqualTo(1);
        assertThat(meter.state().count()).isEqualTo(2);
    }

    @Test
    void callbackWhoseBeginningWasNotSeen_isNotCounted() {
        clock.advance(1_000 * MS);
        meter.ran(Small.class);
        run(Large.class, 2 * MS);

        assertThat(meter.state().count()).isEqualTo(1);
        assertThat(meter.state().busyNanos()).isEqualTo(2 * MS);
    }

    @Test
    void turnThatWasNotSeenToEnd_goesOn() {
        meter.began();
        run(Small.class, 2 * MS);
        clock.advance(10 * MS);
        meter.began();
        run(Small.class, 3 * MS);

        assertThat(meter.state().busyNanos()).isEqualTo(15 * MS);
        assertThat(meter.state().worst()).extracting(CallbackType::totalNanos).containsExactly(5 * MS);
    }

    @Test
    void timerLateness_isRecorded() {
        meter.timerFired(200 * MS);
        meter.timerFired(-5);

        assertThat(meter.state().timerLatenessSeconds().count()).isEqualTo(2);
        assertThat(meter.state().timerLatenessSeconds().sum()).isEqualTo(0.2);
    }

    @Test
    void mark_beginsAnew() {
        meter.began();
        run(Small.class, 40 * MS);
        meter.mark();
        run(Large.class, 1 * MS);
        run(Small.class, 2 * MS);
        run(Small.class, 3 * MS);

        assertThat(meter.ranSinceMark()).isEqualTo(3);
        assertThat(meter.frequentSinceMark())
                .containsExactly(
                        new CallbackType(Small.class.getName(), 2, 5 * MS, 3 * MS),
                        new CallbackType(Large.class.getName(), 1, 1 * MS, 1 * MS));
        assertThat(meter.state().worst())
                .containsExactly(
                        new CallbackType(Small.class.getName(), 3, 45 * MS, 40 * MS),
                        new CallbackType(Large.class.getName(), 1, 1 * MS, 1 * MS));
    }

    @Test
    void quickCallbacks_areToldSinceTheMarkHoweverManyTypesTheyAreOf() {
        List<Class<?>> types = List.of(
                int.class,
                long.class,
                char.class,
                byte.class,
                short.class,
                float.class,
                double.class,
                void.class,
                boolean.class,
                String.class,
                Small.class);
        meter.began();
        run(Small.class, 7 * MS);
        run(Large.class, SLOW);
        meter.mark();
        types.forEach(type -> run(type, 2 * MS));
        run(Large.class, SLOW);

        assertThat(meter.ranSinceMark()).isEqualTo(12);
        assertThat(meter.quickSinceMark()).isEqualTo(11);
        assertThat(meter.quickNanosSinceMark()).isEqualTo(22 * MS);
    }

    @Test
    void callbackThatStallsTheLoopAlone_isNotQuickThoughItIsNotSlow() {
        CallbackMeter strict = new CallbackMeter(clock, SLOW, 20 * MS);
        strict.began();
        strict.mark();
        for (int n = 0; n < 5; n++) {
            clock.advance(40 * MS);
            strict.ran(Small.class);
        }

        assertThat(strict.quickSinceMark()).isZero();
        assertThat(strict.quickNanosSinceMark()).isZero();
        assertThat(strict.takeSlow()).isEmpty();
        assertThat(strict.state().slow()).isZero();
    }

    @Test
    void typesThatDidNotRunSinceTheMark_areNotTold() {
        meter.began();
        run(Small.class, 40 * MS);
        meter.mark();

        assertThat(meter.ranSinceMark()).isZero();
        assertThat(meter.frequentSinceMark()).isEmpty();
    }

    @Test
    void lambdasOfOneClass_areOneType() {
        List<Runnable> tasks = List.of(() -> clock.advance(0), () -> clock.advance(1));
        meter.began();
        tasks.forEach(task -> run(task.getClass(), MS));

        assertThat(meter.state().worst())
                .containsExactly(new CallbackType(CallbackMeterTest.class.getName() + "$$Lambda", 2, 2 * MS, MS));
    }

    @Test
    void onlyTheWorstTypes_areTold() throws Exception {
        meter.began();
        List<Class<?>> types = hiddenClasses(100);
        types.forEach(type -> run(type, MS));
        run(Large.class, 2 * MS);

        CallbackState state = meter.state();
        assertThat(state.count()).isEqualTo(101);
        assertThat(state.worst()).first().isEqualTo(new CallbackType(Hidden.class.getName(), 100, 100 * MS, MS));
    }

    @Test
    void typeThatComesLate_isFoundAllTheSame() throws Exception {
        meter.began();
        hiddenClasses(128).forEach(type -> run(type, MS));
        for (int n = 0; n < 2_000; n++) {
            run(Large.class, 10 * MS);
        }

        CallbackType worst = meter.state().worst().get(0);
        assertThat(worst.type()).isEqualTo(Large.class.getName());
        assertThat(worst.count()).isBetween(900L, 1_000L);
        assertThat(meter.state().count()).isEqualTo(2_128);
    }

    @Test
    void meter_keepsNoClassFromBeingUnloaded() throws Exception {
        meter.began();
        WeakReference<Class<?>> type = runOnce();
        for (int n = 0; n < 100 && type.get() != null; n++) {
            System.gc();
        }

        assertThat(type.get()).isNull();
        assertThat(meter.state().worst()).hasSize(1);
    }

    private WeakReference<Class<?>> runOnce() throws Exception {
        Class<?> type = hiddenClasses(1).get(0);
        run(type, MS);
        return new WeakReference<>(type);
    }

    private void run(Class<?> type, long nanos) {
        clock.advance(nanos);
        meter.ran(type);
    }

    private static List<Class<?>> hiddenClasses(int count) throws Exception {
        try (var bytes = Hidden.class.getResourceAsStream("CallbackMeterTest$Hidden.class")) {
            byte[] classFile = bytes.readAllBytes();
            List<Class<?>> types = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                types.add(MethodHandles.lookup()
                        .defineHiddenClass(classFile, false)
                        .lookupClass());
            }
            return types;
        }
    }

    private static final class Small {}

    private static final class Large {}

    private static final class Hidden {}
}
