/** The clock, as a parameter of everything that measures. Imports nothing of ours; any thread. */
@NullMarked
package dev.holter.probe.time;

import org.jspecify.annotations.NullMarked;
