/**
 * The demonstration: real processes, one planted mistake, and what Holter said of it and when. Imports
 * {@code api} and {@code text}; the main thread runs the script, and other threads only hand it events.
 * Start with {@link dev.holter.cli.demo.DemoRun}.
 */
@NullMarked
package dev.holter.cli.demo;

import org.jspecify.annotations.NullMarked;
