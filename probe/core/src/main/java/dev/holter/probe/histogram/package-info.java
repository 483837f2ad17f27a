/** Base-2 exponential histograms with the bucket layout of Prometheus native histograms. Imports nothing of ours. Start with {@link dev.holter.probe.histogram.HistogramSnapshot}. */
@NullMarked
package dev.holter.probe.histogram;

import org.jspecify.annotations.NullMarked;
