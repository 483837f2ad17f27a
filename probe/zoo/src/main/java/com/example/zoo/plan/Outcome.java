package com.example.zoo.plan;

import java.util.List;

/**
 * What a pathology did to its loop.
 *
 * @param parts empty where it did it in one way
 */
public record Outcome(Interval interval, List<Part> parts) {}
