/**
 * Sends a probe's findings to a collector over gRPC. Imports {@link dev.holter.probe}, the messages of
 * the contract and gRPC, which are relocated in the jar that ships. The probe's reporter thread calls
 * {@link dev.holter.probe.stream.CollectorStream} and returns at once; all that follows happens on one
 * thread of this package. Start with {@link dev.holter.probe.stream.CollectorStream}, then {@code
 * Reconnector}.
 */
@NullMarked
package dev.holter.probe.stream;

import org.jspecify.annotations.NullMarked;
