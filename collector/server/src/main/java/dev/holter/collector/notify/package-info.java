/**
 * Tells others of alerts: Alertmanager, webhooks, the log. Imports alerts and counters; the evaluating
 * thread hands alerts over, and each receiver has a thread of its own. Start with {@link
 * dev.holter.collector.notify.Notifier}.
 */
@NullMarked
package dev.holter.collector.notify;

import org.jspecify.annotations.NullMarked;
