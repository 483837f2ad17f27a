package com.example.zoo.plan;

/** One of several ways in which a loop stands still during one stall. */
public record Part(String cause, Interval interval) {}
