/**
 * What a service embeds: {@link dev.holter.probe.Probe} to start a probe, and the two interfaces that
 * others implement, {@link dev.holter.probe.Loop} for a library's loops and {@link
 * dev.holter.probe.ProbeSink} for where findings go.
 */
@NullMarked
package dev.holter.probe;

import org.jspecify.annotations.NullMarked;
