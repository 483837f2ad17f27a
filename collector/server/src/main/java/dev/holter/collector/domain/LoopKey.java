package dev.holter.collector.domain;

/** Names one loop of one process. */
public record LoopKey(ProcessKey process, String loop) {}
