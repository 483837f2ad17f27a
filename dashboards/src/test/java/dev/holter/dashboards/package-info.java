/**
 * Checks of the dashboards: their form, and their queries against a real Prometheus. Imports the test
 * kit. Start with {@link dev.holter.dashboards.DashboardLintTest}.
 */
@NullMarked
package dev.holter.dashboards;

import org.jspecify.annotations.NullMarked;
