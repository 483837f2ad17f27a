/**
 * What the collector counts about itself. Imports nothing of ours; every thread counts here. Start with
 * {@link dev.holter.collector.counter.CollectorCounter}.
 */
@NullMarked
package dev.holter.collector.counter;

import org.jspecify.annotations.NullMarked;
