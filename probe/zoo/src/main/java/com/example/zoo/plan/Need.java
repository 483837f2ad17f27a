package com.example.zoo.plan;

/** What of the machine an exhibit needs, that not every machine gives. */
public enum Need {
    /** Control groups of version 1 that this process may make: {@code cpu} and {@code freezer}. */
    CONTROL_GROUPS,
    /** A view of the file system of its own, as {@code unshare --mount} gives it to root, and ports below 1024. */
    MOUNTS
}
