package dev.holter.probe.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** A time within a stall, nanoseconds from its start; one that ends before it begins is empty. */
record Span(long from, long to) {
    Span {
        to = Math.max(from, to);
    }

    long nanos() {
        return to - from;
    }

    boolean contains(long nanos) {
        return from <= nanos && nanos <= to;
    }

    /** What of it lies within another; empty where nothing does. */
    Span within(Span other) {
        return new Span(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** What is left of it beside others. */
    List<Span> without(List<Span> others) {
        List<Span> left = nanos() > 0 ? List.of(this) : List.of();
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
