package dev.holter.runtime.net;

import java.io.IOException;

/** A line or a block is longer than the reader's limit. What was received is kept, and may be read otherwise. */
public final class LimitOverrunException extends IOException {
    private static final long serialVersionUID = 1;

    LimitOverrunException(int limit) {
        super("no end was found within " + limit + " bytes, the reader's limit");
    }
}
