/**
 * What the hooks do with Netty's own objects. Compiled against Netty, and defined once more for every copy
 * of it in the process, by a child of that copy's class loader. May import Netty, the Netty adapter,
 * the probe's public API and {@link dev.holter.agent.hooks.NettyView}, through which it is called, on
 * event loops. Start with {@link dev.holter.agent.hooks.netty.LinkedView}.
 */
@NullMarked
package dev.holter.agent.hooks.netty;

import org.jspecify.annotations.NullMarked;
