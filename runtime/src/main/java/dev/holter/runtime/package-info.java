/**
 * An event loop with asyncio's semantics: callbacks, futures, tasks that await in direct style, and what combines
 * them. Imports the JDK alone. What does not say otherwise belongs to the loop's thread
 * and the coroutines that it runs. Start with {@link dev.holter.runtime.EventLoop}.
 */
@NullMarked
package dev.holter.runtime;

import org.jspecify.annotations.NullMarked;
