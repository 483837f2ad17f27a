package dev.holter.runtime.net;

import java.io.EOFException;

/** A stream ended before all was read that was asked for. */
public final class IncompleteReadException extends EOFException {
    private static final long serialVersionUID = 1;

    private final byte[] partial;

    IncompleteReadException(byte[] partial, String wanted) {
        super("the stream ended after " + partial.length + " bytes, before " + wanted);
        this.partial = partial;
    }

    /** What came before the end. */
    public byte[] partial() {
        return partial.clone();
    }
}
