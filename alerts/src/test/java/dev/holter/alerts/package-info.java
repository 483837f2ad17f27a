/**
 * Checks of the rules, their cases and their runbooks. Imports nothing of ours; runs Debian's promtool
 * as a child process. Start with {@link dev.holter.alerts.RulesTest}.
 */
@NullMarked
package dev.holter.alerts;

import org.jspecify.annotations.NullMarked;
