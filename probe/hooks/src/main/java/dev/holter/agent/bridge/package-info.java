/**
 * What instrumented code of Netty calls, from every class loader: these classes are appended to the
 * bootstrap class path. May import nothing but {@code java.base}; called by every thread that runs code
 * of Netty. Start with {@link dev.holter.agent.bridge.NettyEvents}.
 */
@NullMarked
package dev.holter.agent.bridge;

import org.jspecify.annotations.NullMarked;
