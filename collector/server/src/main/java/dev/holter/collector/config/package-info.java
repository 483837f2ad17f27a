/**
 * What a collector is told at its start, checked. Imports the domain; one thread uses it, before
 * anything else runs. Start with {@link dev.holter.collector.config.CollectorConfig}.
 */
@NullMarked
package dev.holter.collector.config;

import org.jspecify.annotations.NullMarked;
