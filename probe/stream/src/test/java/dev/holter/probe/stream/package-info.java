/** Tests of the stream against real servers on 127.0.0.1. Start with {@link dev.holter.probe.stream.CollectorStreamTest}. */
@NullMarked
package dev.holter.probe.stream;

import org.jspecify.annotations.NullMarked;
