package dev.holter.collector.domain;

import java.util.List;

/** One process with the recent past of each of its loops, in the order of its last report. */
public record ProcessView(ProcessStatus status, List<LoopView> loops) {}
