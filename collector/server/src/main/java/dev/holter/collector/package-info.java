/**
 * The assembly: puts the collector's parts together, starts and ends them. Imports every part; nothing
 * of them imports it but for {@link dev.holter.collector.HttpSide}. Start with {@link
 * dev.holter.collector.Collector}.
 */
@NullMarked
package dev.holter.collector;

import org.jspecify.annotations.NullMarked;
