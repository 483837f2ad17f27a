package dev.holter.system.zoo;

import java.util.List;
import java.util.Optional;

/**
 * What came of one planned stall on one loop.
 *
 * @param planned the right cause
 * @param said the cause that was said; {@code (none)} where nothing was
 * @param words what was said, in a few words
 * @param timing empty where nothing was said, and where the whole process stood still, and with it the probe
 * @param parts what came of the parts
 * @param details those that the exhibit planted
 */
record Judgement(
        ZooRun run,
        String exhibit,
        String planned,
        String said,
        Mark mark,
        String words,
        Optional<Timing> timing,
        Parts parts,
        List<Detail> details) {

    /**
     * Something that can be told of a stall besides its cause.
     *
     * @param name {@code peer}, {@code path}, {@code lock_owner}, {@code awaited}
     * @param told whether it was, rightly
     */
    record Detail(String name, boolean told) {}

    /**
     * How soon it was said, and how exactly.
     *
     * @param beginNanos from the loop being held to the first heartbeat that was due and did not run, which is where
     *     a stall begins
     * @param delayNanos from the stall's threshold being crossed to the incident being in the collector
     * @param endErrorNanos how far off the stall's end is, without a sign
     */
    record Timing(long beginNanos, long delayNanos, long endErrorNanos) {}

    /** What came of the parts of a stall that has several. */
    enum Parts {
        /** The stall had only one. */
        NONE,
        /** Each is told, with its length. */
        RIGHT,
        /** One is missing, or has another length. */
        WRONG
    }
}
