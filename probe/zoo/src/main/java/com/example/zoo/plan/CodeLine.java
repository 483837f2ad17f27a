package com.example.zoo.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A place in the source, named as in a stack frame. */
public record CodeLine(@JsonProperty("class") String className, String method, int line) {}
