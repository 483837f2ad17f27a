/**
 * Tells others of alerts and incidents: Alertmanager, webhooks, the log. Imports alerts, events, their
 * words and counters; whoever learns of something hands it over, and each receiver has a thread of its own. Start with {@link
 * dev.holter.collector.notify.Notifier}.
 */
@NullMarked
package dev.holter.collector.notify;

import org.jspecify.annotations.NullMarked;
