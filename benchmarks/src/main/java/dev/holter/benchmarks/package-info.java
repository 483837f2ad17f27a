/**
 * Benchmarks of what the probe shows outside, and the {@linkplain dev.holter.benchmarks.BenchmarkRun
 * main class} that runs a group of them and prints a page. May import every module; JMH's threads call
 * the benchmarks. Those of classes that a package keeps to itself are in a package of the same name.
 * Start with {@link dev.holter.benchmarks.BenchmarkGroup}.
 */
@NullMarked
package dev.holter.benchmarks;

import org.jspecify.annotations.NullMarked;
