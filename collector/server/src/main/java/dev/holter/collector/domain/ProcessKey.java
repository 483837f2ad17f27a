package dev.holter.collector.domain;

/** Names one process of a service, as its probe introduced it. */
public record ProcessKey(String service, String process) {}
