/**
 * The code that is woven into Netty's methods. May import Byte Buddy's annotations and the bridge, and
 * nothing else: it runs as part of Netty, in the service's class loaders, on its event loops. Start
 * with {@link dev.holter.agent.hooks.advice.TaskAdvice}.
 */
@NullMarked
package dev.holter.agent.hooks.advice;

import org.jspecify.annotations.NullMarked;
