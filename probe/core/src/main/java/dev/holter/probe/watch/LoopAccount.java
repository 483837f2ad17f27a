package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.KernelAccount;
import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.StolenTime;
import dev.holter.probe.host.ThreadAccount;
import dev.holter.probe.host.ThreadAccounts;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of one loop's thread over a stall: of its run delay, since the heartbeat was sent; of what a quota
 * or the host kept back, since that was last read before. The rest is asked for while a heartbeat is late, and not
 * otherwise: a reading takes some ten microseconds. Watchdog thread only.
 */
final class LoopAccount {
    private final ThreadAccounts accounts;
    private final ProcessReadings process;
    private final PauseDetector pauses;
    private final LoopTotal runDelay = new LoopTotal(thread -> account(thread).runDelayNanos());
    private @Nullable Thread thread;
    private ThreadAccount account = ThreadAccount.NONE;

    private OptionalLong runDelayAtFirst = OptionalLong.empty();
    private OptionalLong throttledAtFirst = OptionalLong.empty();
    private StolenTime stolenAtFirst = StolenTime.UNKNOWN;
    /** On which the thread stood: where it is once it has run is another matter. */
    private OptionalInt processor = OptionalInt.empty();

    LoopAccount(ThreadAccounts accounts, ProcessReadings process, PauseDetector pauses) {
        this.accounts = accounts;
        this.process = process;
        this.pauses = pauses;
    }

    /** How long the loop was ready to run and had no processor, nanoseconds; empty where unknown. */
    OptionalLong runDelayNanos(@Nullable Thread current) {
        return current == null ? runDelay.total() : runDelay.read(current);
    }

    /** A heartbeat is on its way. */
    void beatIsSent(@Nullable Thread current) {
        runDelayAtFirst = runDelayNanos(current);
        throttledAtFirst = pauses.throttledNanos();
        stolenAtFirst = process.stolenLately();
        processor = OptionalInt.empty();
    }

    /** It is found late for the first time. */
    void late(@Nullable Thread current) {
        processor = processor(current);
    }

    /** What is to be said of a stall that has lasted so long. */
    KernelAccount standing(@Nullable Thread current, long durationNanos) {
        return new KernelAccount(
                growth(runDelayAtFirst, runDelayNanos(current), durationNanos),
                growth(throttledAtFirst, process.throttledNanos(), durationNanos),
                atMost(durationNanos, process.stolenLately().since(stolenAtFirst, processor)),
                account.state(),
                account.waitChannel(),
                account.callDetails());
    }

    /** The same once it has run: what the thread does now is another matter than what it did before. */
    KernelAccount ended(KernelAccount asItStood, @Nullable Thread current, long durationNanos) {
        OptionalInt stoodOn = processor.isPresent() ? processor : processor(current);
        return new KernelAccount(
                growth(runDelayAtFirst, runDelayNanos(current), durationNanos),
                growth(throttledAtFirst, process.throttledNanos(), durationNanos),
                atMost(durationNanos, process.stolen().since(stolenAtFirst, stoodOn)),
                asItStood.state(),
                asItStood.waitChannel(),
                asItStood.callDetails());
    }

    /**
     * At most what the stall lasted: the kernel adds up what it held back on several processors, and a
     * watchdog that is late itself reads what grew after the stall as well.
     */
    private static OptionalLong growth(OptionalLong first, OptionalLong now, long durationNanos) {
        return first.isPresent() && now.isPresent()
                ? atMost(durationNanos, OptionalLong.of(now.getAsLong() - first.getAsLong()))
                : OptionalLong.empty();
    }

    private static OptionalLong atMost(long durationNanos, OptionalLong nanos) {
        return nanos.isPresent() ? OptionalLong.of(Math.min(nanos.getAsLong(), durationNanos)) : nanos;
    }

    private OptionalInt processor(@Nullable Thread current) {
        return current == null ? OptionalInt.empty() : account(current).processor();
    }

    /** The kernel's account of the loop's thread, for any thread to read. */
    ThreadAccount account(Thread current) {
        if (!current.equals(thread)) {
            thread = current;
            account = accounts.of(current);
        }
        return account;
    }
}
