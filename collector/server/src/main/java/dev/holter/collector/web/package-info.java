/**
 * The collector over HTTP: metrics, JSON, server-sent events, health and the page. Imports the domain,
 * alerts, events and counters, and of the assembly only {@link dev.holter.collector.HttpSide}; each
 * request has a virtual thread of its own. Start with {@link dev.holter.collector.web.WebServer}.
 */
@NullMarked
package dev.holter.collector.web;

import org.jspecify.annotations.NullMarked;
