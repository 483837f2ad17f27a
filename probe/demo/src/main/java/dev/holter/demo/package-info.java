/**
 * The service that the demonstration freezes, with the probe embedded, and the slow upstream that it
 * asks. May import the probe's modules and Netty; each of the two has a process of its own. Start with
 * {@link dev.holter.demo.DemoService}.
 */
@NullMarked
package dev.holter.demo;

import org.jspecify.annotations.NullMarked;
