/**
 * The JVM's flight recorder as a witness: what it tells of stalls after they ended, and stalls as events
 * of its own. May import {@link dev.holter.probe.watch} and what that imports, and nobody but the root
 * may import it. {@link dev.holter.probe.jfr.FlightRecording} is where to start, and the one class that
 * can be loaded where the runtime has no flight recorder; the others run on the recording's two threads,
 * the tracer on the watchdog's.
 */
@NullMarked
package dev.holter.probe.jfr;

import org.jspecify.annotations.NullMarked;
