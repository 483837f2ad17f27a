/**
 * Values as people read them: tables, times, incidents in words. Imports the views of {@code api}, does
 * no I/O, and is called from any thread. Start with {@link dev.holter.cli.text.IncidentText}.
 */
@NullMarked
package dev.holter.cli.text;

import org.jspecify.annotations.NullMarked;
