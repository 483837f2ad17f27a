/**
 * Hooks in the Netty of a service whose code is not changed: requests, callbacks and timers of the
 * loops that are watched. May import the probe's public API, Byte Buddy and the bridge, and not Netty,
 * of which there may be several; runs on event loops, and where hooks are installed or removed. Start
 * with {@link dev.holter.agent.hooks.NettyHooks}.
 */
@NullMarked
package dev.holter.agent.hooks;

import org.jspecify.annotations.NullMarked;
