/**
 * The commands of {@code holter}: options in, exit status out. Imports all else of the command line and
 * the collector's assembly; the main thread runs one command. Start with {@link dev.holter.cli.Holter}.
 */
@NullMarked
package dev.holter.cli;

import org.jspecify.annotations.NullMarked;
