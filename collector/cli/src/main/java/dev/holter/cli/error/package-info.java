/**
 * What stops a command: imports nothing and is thrown on any thread. Start with {@link
 * dev.holter.cli.error.UserError}.
 */
@NullMarked
package dev.holter.cli.error;

import org.jspecify.annotations.NullMarked;
