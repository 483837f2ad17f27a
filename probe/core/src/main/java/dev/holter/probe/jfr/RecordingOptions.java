package dev.holter.probe.jfr;

import dev.holter.probe.diagnosis.FrameClassifier;

/**
 * What is to be recorded.
 *
 * @param stallThresholdNanos from when on a late heartbeat is a stall
 * @param cpuSamples whether to sample where threads spend their CPU time, which JDK 25 can do and later ones
 * @param classifier tells the application's methods in these samples
 */
public record RecordingOptions(long stallThresholdNanos, boolean cpuSamples, FrameClassifier classifier) {}
