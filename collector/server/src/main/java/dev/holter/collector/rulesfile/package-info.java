/**
 * The YAML file with the thresholds of the alert rules. Imports alerts and configuration; one thread
 * uses it, at the start. Start with {@link dev.holter.collector.rulesfile.RulesFile}.
 */
@NullMarked
package dev.holter.collector.rulesfile;

import org.jspecify.annotations.NullMarked;
