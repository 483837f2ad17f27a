package dev.holter.probe.watch;

import dev.holter.probe.host.ThreadAccount;
import dev.holter.probe.host.ThreadAccounts;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A kernel that says of every thread what a test has it say. */
final class FakeKernel implements ThreadAccounts, ThreadAccount {
    OptionalLong runDelay = OptionalLong.of(0);
    Optional<String> state = Optional.empty();
    OptionalInt processor = OptionalInt.empty();
    Optional<String> waitChannel = Optional.empty();
    Map<String, String> callDetails = Map.of();
    int otherReadings;

    @Override
    public ThreadAccount of(Thread thread) {
        return this;
    }

    @Override
    public OptionalLong runDelayNanos() {
        return runDelay;
    }

    @Override
    public Optional<String> state() {
        otherReadings++;
        return state;
    }

    @Override
    public OptionalInt processor() {
        otherReadings++;
        return processor;
    }

    @Override
    public Optional<String> waitChannel() {
        otherReadings++;
        return waitChannel;
    }

    @Override
    public Map<String, String> callDetails() {
        otherReadings++;
        return callDetails;
    }
}
