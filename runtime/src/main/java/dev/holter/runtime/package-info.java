/**
 * An event loop with asyncio's semantics: callbacks, futures, tasks that await in direct style, and what combines
 * them. Imports the JDK alone. What does not say otherwise belongs to the loop's thread
 * and the coroutines that it runs. Start with {@link dev.holter.runtime.EventLoop}, which hands what it is asked for to
 * its parts: {@code Passes} run the callbacks, {@code LoopThread} says who may call, {@code LiveTasks} keeps the
 * tasks.
 */
@NullMarked
package dev.holter.runtime;

import org.jspecify.annotations.NullMarked;
