/**
 * Verdicts on stalls: evidence in, verdict out, nothing read and nothing kept. Imports nothing of ours
 * but {@link dev.holter.probe.report}; any thread. Start with {@link
 * dev.holter.probe.diagnosis.Diagnosis}.
 */
@NullMarked
package dev.holter.probe.diagnosis;

import org.jspecify.annotations.NullMarked;
