package dev.holter.collector.ingest;

import dev.holter.collector.domain.BlockingThread;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StackSample;
import java.util.ArrayList;
import java.util.List;

/** Reads the stacks of an incident. */
final class StackReader {
    private static final int SAMPLES = 64;
    private static final int FRAMES = 1024;
    private static final int NAME = 1000;

    private StackReader() {}

    static List<StackSample> samples(List<dev.holter.wire.v1.StackSample> wire) {
        Rules.atMost("incident.samples", wire.size(), SAMPLES);
        List<StackSample> samples = new ArrayList<>(wire.size());
        for (dev.holter.wire.v1.StackSample sample : wire) {
            samples.add(new StackSample(
                    Rules.notNegative("incident.samples.at_nanos", sample.getAtNanos()),
                    Rules.name("incident.samples.state", sample.getState(), 64),
                    Rules.notNegative("incident.samples.cpu_nanos", sample.hasCpuNanos(), sample.getCpuNanos()),
                    frames("incident.samples.frames", sample.getFramesList())));
        }
        return samples;
    }

    static BlockingThread blocker(dev.holter.wire.v1.BlockingThread wire) {
        return new BlockingThread(
                Rules.name("incident.blocker.thread", wire.getThread(), 200),
                Rules.name("incident.blocker.state", wire.getState(), 64),
                frames("incident.blocker.frames", wire.getFramesList()));
    }

    static StackFrame frame(String field, dev.holter.wire.v1.StackFrame wire) {
        if (wire.getLine() < -1) {
            throw new BrokenRule(Rejection.invalid(field + ".line", "has to be -1, 0 or a line: " + wire.getLine()));
        }
        return new StackFrame(
                Rules.name(field + ".class_name", wire.getClassName(), NAME),
                Rules.name(field + ".method", wire.getMethod(), NAME),
                Rules.text(field + ".file", wire.getFile(), NAME),
                wire.getLine());
    }

    private static List<StackFrame> frames(String field, List<dev.holter.wire.v1.StackFrame> wire) {
        Rules.atMost(field, wire.size(), FRAMES);
        List<StackFrame> frames = new ArrayList<>(wire.size());
        for (dev.holter.wire.v1.StackFrame frame : wire) {
            frames.add(frame(field, frame));
        }
        return List.copyOf(frames);
    }
}
