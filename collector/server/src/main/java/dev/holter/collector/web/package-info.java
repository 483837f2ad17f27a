/**
 * The collector over HTTP: metrics, JSON, server-sent events, health and the page. Imports the domain,
 * alerts, events and the exposition, and of the assembly only what the assembly expects of it; each
 * request has a virtual thread of its own. Start with {@link dev.holter.collector.web.WebServer}.
 */
@NullMarked
package dev.holter.collector.web;

import org.jspecify.annotations.NullMarked;
