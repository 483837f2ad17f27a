/**
 * Starts and ends the real processes that tests of the whole talk to. Imports nothing of ours: it knows
 * the parts by their command lines, ports and outputs alone. Test threads call it. Start with {@link
 * dev.holter.testkit.Processes}.
 */
@NullMarked
package dev.holter.testkit;

import org.jspecify.annotations.NullMarked;
