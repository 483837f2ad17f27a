package dev.holter.system.zoo;

import java.util.OptionalLong;

/**
 * What came of one planned stall on one loop.
 *
 * @param planned the right cause
 * @param said the cause that was said; {@code (none)} where nothing was
 * @param words what was said, in a few words
 * @param delayNanos from the threshold being crossed to the incident being in the collector; empty where
 *     the whole process stood still, and with it the probe
 * @param durationErrorNanos how far off the length of the stall is, without a sign
 * @param parts what came of the parts
 */
record Judgement(
        ZooRun run,
        String exhibit,
        String planned,
        String said,
        Mark mark,
        String words,
        OptionalLong delayNanos,
        OptionalLong durationErrorNanos,
        Parts parts) {

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
