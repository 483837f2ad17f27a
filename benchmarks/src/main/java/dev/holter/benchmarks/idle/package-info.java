/**
 * What watching an idle loop costs a whole process. May import the probe, its adapters and
 * {@code dev.holter.benchmarks}; each class runs on its process's main thread. Start with {@link
 * dev.holter.benchmarks.idle.IdleLoopCost}.
 */
@NullMarked
package dev.holter.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
