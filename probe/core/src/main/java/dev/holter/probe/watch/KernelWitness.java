package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.KernelAccount;
import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.ThreadAccount;
import dev.holter.probe.host.ThreadAccounts;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of one loop's thread. It is asked for each report and while a heartbeat is late,
 * and not otherwise: a reading takes some ten microseconds. So what it says of a stall begins with the
 * first pass that found the heartbeat late. Watchdog thread only.
 */
final class KernelWitness {
    private final ThreadAccounts accounts;
    private final ProcessReadings process;
    private final LoopTotal runDelay = new LoopTotal(thread -> account(thread).runDelayNanos());
    private @Nullable Thread thread;
    private ThreadAccount account = ThreadAccount.NONE;

    private long lateSinceNanos;
    private OptionalLong runDelayAtFirst = OptionalLong.empty();
    private OptionalLong throttledAtFirst = OptionalLong.empty();

    KernelWitness(ThreadAccounts accounts, ProcessReadings process) {
        this.accounts = accounts;
        this.process = process;
    }

    /** How long the loop was ready to run and had no processor, nanoseconds; empty where unknown. */
    OptionalLong runDelayNanos(@Nullable Thread current) {
        return current == null ? runDelay.total() : runDelay.read(current);
    }

    /** A heartbeat is found late for the first time. */
    void late(@Nullable Thread current, long nowNanos) {
        lateSinceNanos = nowNanos;
        runDelayAtFirst = runDelayNanos(current);
        throttledAtFirst = process.throttledNanos();
    }

    /** What is to be said while it is late. */
    KernelAccount standing(@Nullable Thread current, long nowNanos) {
        KernelAccount grown = grown(current, nowNanos);
        return new KernelAccount(grown.runDelayNanos(), grown.throttledNanos(), account.state(), account.waitChannel());
    }

    /** The same once it has run: what the thread does now is another matter than what it did before. */
    KernelAccount ended(KernelAccount asItStood, @Nullable Thread current, long nowNanos) {
        KernelAccount grown = grown(current, nowNanos);
        return new KernelAccount(
                grown.runDelayNanos(), grown.throttledNanos(), asItStood.state(), asItStood.waitChannel());
    }

    private KernelAccount grown(@Nullable Thread current, long nowNanos) {
        return new KernelAccount(
                growth(runDelayAtFirst, runDelayNanos(current), nowNanos),
                growth(throttledAtFirst, process.throttledNanos(), nowNanos),
                Optional.empty(),
                Optional.empty());
    }

    /** At most the time that passed: the kernel adds up what it held back on several processors. */
    private OptionalLong growth(OptionalLong first, OptionalLong now, long nowNanos) {
        return first.isPresent() && now.isPresent()
                ? OptionalLong.of(Math.min(now.getAsLong() - first.getAsLong(), nowNanos - lateSinceNanos))
                : OptionalLong.empty();
    }

    private ThreadAccount account(Thread current) {
        if (!current.equals(thread)) {
            thread = current;
            account = accounts.of(current);
        }
        return account;
    }
}
