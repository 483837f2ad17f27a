/**
 * Tests of the whole: real collectors, services and Prometheus servers, seen from the outside. May
 * import the test kit, the contract on the wire and what a service embeds. Start with {@link
 * dev.holter.system.FrozenServiceIT}.
 */
@NullMarked
package dev.holter.system;

import org.jspecify.annotations.NullMarked;
