package dev.holter.probe.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** A time within a stall, nanoseconds from its start. */
record Span(long from, long to) {

    long nanos() {
        return Math.max(0, to - from);
    }

    boolean contains(long nanos) {
        return from <= nanos && nanos <= to;
    }

    Span within(Span other) {
        return new Span(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** What is left of it beside others. */
    List<Span> without(List<Span> others) {
        List<Span> left = List.of(this);
        for (Span other : others) {
            List<Span> next = new ArrayList<>();
            for (Span span : left) {
                next.add(new Span(span.from, Math.min(span.to, other.from)));
                next.add(new Span(Math.max(span.from, other.to), span.to));
            }
            left = next.stream().filter(span -> span.nanos() > 0).toList();
        }
        return left;
    }

    static long total(List<Span> spans) {
        return spans.stream().mapToLong(Span::nanos).sum();
    }
}
