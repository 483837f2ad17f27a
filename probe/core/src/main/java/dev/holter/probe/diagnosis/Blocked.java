package dev.holter.probe.diagnosis;

import dev.holter.probe.report.BlockingThread;
import dev.holter.probe.report.Cause;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The thread was blocked in a call for longer than it did anything else. */
final class Blocked implements Rule {
    private static final Set<Cause> BLOCKING =
            EnumSet.of(Cause.SOCKET, Cause.FILE, Cause.PROCESS, Cause.SLEEP, Cause.LOCK, Cause.WAIT, Cause.NATIVE);

    private static final double NO_CPU_TIME = 0.7;
    private static final double BESIDE_PAUSES = 0.7;
    /** The stack shows the thread running; only the kernel says that it slept. */
    private static final double BY_THE_KERNEL = 0.8;
    /** The JVM recorded the call, and no stack shows it. */
    private static final double RECORDED = 0.9;

    @Override
    public Optional<Verdict> judge(StallCase stall) {
        TimeAccount account = stall.account();
        Cause cause = account.longest();
        return BLOCKING.contains(cause) && !account.isContradictory()
                ? Optional.of(verdict(cause, stall))
                : Optional.empty();
    }

    private static Verdict verdict(Cause cause, StallCase stall) {
        List<Sighting> seen = stall.sightingsOf(cause);
        return seen.isEmpty() ? unseen(cause, stall) : seen(cause, seen, stall);
    }

    private static Verdict seen(Cause cause, List<Sighting> seen, StallCase stall) {
        Sighting longest = stall.longest(seen);
        List<String> sentences = Words.of(stall);
        sentences.add(Words.stacks(seen.size(), longest, stall.sightings().size()));
        Optional<LockWait> lock = longest.capture().lock();
        Optional<BlockingThread> blocker = lock.flatMap(LockWait::owner);
        blocker.ifPresent(owner -> sentences.add("what it waits for is held by " + owner.name() + ", " + owner.state()
                + place(owner, stall).map(frame -> " at " + frame).orElse("")));
        queued(cause, stall).ifPresent(sentences::add);
        Details.standing(stall, cause)
                .filter(subject -> sentences.stream().noneMatch(told -> told.contains(subject)))
                .ifPresent(subject -> sentences.add("the kernel saw it in a call on " + subject));
        Map<String, String> details = Details.ofCall(stall, cause);
        details.putAll(details(cause, longest, stall));
        double sure = stall.account().share(cause)
                * StallCase.sureness(seen.size())
                * (stall.isBesidePauses() ? BESIDE_PAUSES : 1)
                * (stall.evidence().cpuRatio().isPresent() ? 1 : NO_CPU_TIME);
        return new Verdict(cause, sure, longest.culprit(), details, sentences, List.of(), blocker);
    }

    /** A thread that was seen running while the kernel saw it asleep, or whose call was recorded and not seen. */
    private static Verdict unseen(Cause cause, StallCase stall) {
        boolean recorded = stall.evidence().occurrences().stream().anyMatch(one -> one.cause() == cause);
        List<String> sentences = Words.of(stall);
        Map<String, String> details = Details.ofCall(stall, cause);
        stall.evidence().kernel().waitChannel().ifPresent(channel -> details.put("wait_channel", channel));
        Optional<StackTraceElement> culprit = Optional.empty();
        if (!recorded) {
            Sighting latest = stall.sightings().get(stall.sightings().size() - 1);
            culprit = latest.culprit();
            sentences.add("its stack shows it running, and it got nowhere");
        }
        double sure = stall.account().share(cause) * (recorded ? RECORDED : BY_THE_KERNEL);
        return new Verdict(cause, sure, culprit, details, sentences, List.of(), Optional.empty());
    }

    private static Map<String, String> details(Cause cause, Sighting sighting, StallCase stall) {
        Map<String, String> details = new HashMap<>();
        stall.classifier()
                .outermostJdkCall(sighting.frames())
                .ifPresent(frame -> details.put("call", Words.name(frame)));
        if (cause == Cause.NATIVE || cause == Cause.FILE) {
            stall.evidence().kernel().waitChannel().ifPresent(channel -> details.put("wait_channel", channel));
        }
        sighting.capture().lock().ifPresent(lock -> {
            if (cause == Cause.WAIT) {
                details.put("awaited", lock.object());
            } else if (cause == Cause.LOCK) {
                details.put("lock", lock.object());
                lock.owner().ifPresent(owner -> {
                    details.put("lock_owner", owner.name());
                    place(owner, stall).ifPresent(place -> details.put("lock_owner_frame", place));
                });
            }
        });
        return details;
    }

    private static Optional<String> place(BlockingThread owner, StallCase stall) {
        return stall.classifier()
                .culprit(owner.frames())
                .or(() -> owner.frames().stream().findFirst())
                .map(Words::place);
    }

    /** Whoever is to complete what the loop waits for may be one of them. */
    private static Optional<String> queued(Cause cause, StallCase stall) {
        int pending = stall.evidence().callbacks().pending().orElse(0);
        return cause == Cause.WAIT && pending > 0
                ? Optional.of(pending + " callbacks are queued on this loop: if one of them is to complete what"
                        + " it waits for, neither ever runs")
                : Optional.empty();
    }
}
