/** Findings that travel from the probe to its sinks: immutable records. Imports nothing of ours but {@link dev.holter.probe.histogram}. Start with {@link dev.holter.probe.report.ProcessState} and {@link dev.holter.probe.report.Incident}. */
@NullMarked
package dev.holter.probe.report;

import org.jspecify.annotations.NullMarked;
