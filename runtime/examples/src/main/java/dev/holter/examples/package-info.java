/** Sample services on the runtime's event loop. Start reading at {@link dev.holter.examples.EchoServer}. */
@NullMarked
package dev.holter.examples;

import org.jspecify.annotations.NullMarked;
