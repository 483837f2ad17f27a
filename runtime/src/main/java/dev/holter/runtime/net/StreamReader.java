package dev.holter.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a connection or a process. Each method waits until it has what it was asked for. One task at a time may
 * read; a read that is cancelled loses nothing, the next one begins where it did.
 */
public final class StreamReader {
    /** How long a line or a block may be, in bytes. */
    public static final int LIMIT = 64 * 1024;

    private static final int FIRST_CAPACITY = 4 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Source source;
    /** What was received and not asked for yet; ready to be read. Takes no memory while there is nothing. */
    private ByteBuffer buffer = NOTHING;
    /** Of the next buffer; grows where the peer sends more at once. */
    private int capacity = FIRST_CAPACITY;

    private boolean isAtEnd;
    private boolean isWaiting;

    StreamReader(Source source) {
        this.source = source;
    }

    /** Whether the end was reached and all before it was read. */
    public boolean isAtEnd() {
        return isAtEnd && !buffer.hasRemaining();
    }

    /**
     * Some bytes, as soon as there are any.
     *
     * @param most 1 or more
     * @return at least one, or none at the end
     */
    public byte[] read(int most) throws IOException {
        if (most < 1) {
            throw new IllegalArgumentException("a read of " + most + " bytes");
        }
        requireNobodyWaits();
        if (buffer.hasRemaining() || isAtEnd) {
            return take(Math.min(most, buffer.remaining()));
        }
        buffer = NOTHING;
        isWaiting = true;
        try {
            byte[] some = source.read(most);
            isAtEnd = some.length == 0;
            return some;
        } finally {
            isWaiting = false;
        }
    }

    /**
     * Some bytes, as soon as there are any.
     *
     * @param into has room
     * @return how many, or -1 at the end
     * @throws IllegalArgumentException where it has none
     */
    public int read(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            throw new IllegalArgumentException("a read into a buffer without room");
        }
        requireNobodyWaits();
        if (!buffer.hasRemaining()) {
            return isAtEnd ? -1 : readFromSource(into);
        }
        int count = Math.min(into.remaining(), buffer.remaining());
        into.put(take(count));
        return count;
    }

    /**
     * So many bytes.
     *
     * @param count 0 or more
     * @throws IncompleteReadException where the stream ends before
     */
    public byte[] readExactly(int count) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException("a read of " + count + " bytes");
        }
        requireNobodyWaits();
        while (buffer.remaining() < count) {
            if (!fill()) {
                throw new IncompleteReadException(take(buffer.remaining()), count + " were there");
            }
        }
        return take(count);
    }

    /** All there is up to the end. The memory that it takes has no bound. */
    public byte[] readAll() throws IOException {
        requireNobodyWaits();
        while (fill()) {
            // Until the end.
        }
        return take(buffer.remaining());
    }

    /**
     * All up to a separator, with it.
     *
     * @throws IncompleteReadException where the stream ends before
     * @throws LimitOverrunException where there is none within {@link #LIMIT}
     */
    public byte[] readUntil(byte[] separator) throws IOException {
        if (separator.length == 0) {
            throw new IllegalArgumentException("an empty separator");
        }
        requireNobodyWaits();
        int from = 0;
        while (true) {
            int at = indexOf(separator, from);
            if (at + separator.length > LIMIT || (at < 0 && buffer.remaining() > LIMIT)) {
                throw new LimitOverrunException(LIMIT);
            }
            if (at >= 0) {
                return take(at + separator.length);
            }
            from = Math.max(0, buffer.remaining() - separator.length + 1);
            if (!fill()) {
                throw new IncompleteReadException(take(buffer.remaining()), "the separator came");
            }
        }
    }

    /**
     * A line in UTF-8 without its end, which is a line feed, or a carriage return and one; what there is where the
     * stream ends without; null at the end.
     *
     * @throws LimitOverrunException where it is longer than {@link #LIMIT}
     */
    public @Nullable String readLine() throws IOException {
        byte[] line;
        try {
            line = readUntil(new byte[] {'\n'});
        } catch (IncompleteReadException ended) {
            byte[] rest = ended.partial();
            return rest.length == 0 ? null : new String(rest, StandardCharsets.UTF_8);
        }
        int length = line.length - 1;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private int indexOf(byte[] separator, int from) {
        byte[] array = buffer.array();
        int begin = buffer.position();
        for (int at = begin + from; at <= buffer.limit() - separator.length; at++) {
            if (Arrays.equals(array, at, at + separator.length, separator, 0, separator.length)) {
                return at - begin;
            }
        }
        return -1;
    }

    private byte[] take(int count) {
        byte[] taken = new byte[count];
        buffer.get(taken);
        return taken;
    }

    /** Waits for more; false at the end. */
    private boolean fill() throws IOException {
        if (isAtEnd) {
            return false;
        }
        if (!buffer.hasRemaining()) {
            buffer = NOTHING;
            awaitSource();
        }
        if (buffer.remaining() == buffer.capacity()) {
            buffer = ByteBuffer.allocate(Math.max(capacity, buffer.capacity() * 2))
                    .put(buffer)
                    .flip();
        }
        buffer.compact();
        try {
            return readFromSource(buffer) >= 0;
        } finally {
            if (!buffer.hasRemaining()) {
                capacity = Math.min(capacity * 2, LIMIT);
            }
            buffer.flip();
        }
    }

    private void awaitSource() throws IOException {
        isWaiting = true;
        try {
            source.awaitReadable();
        } finally {
            isWaiting = false;
        }
    }

    private int readFromSource(ByteBuffer into) throws IOException {
        isWaiting = true;
        try {
            int count = source.read(into);
            isAtEnd = count < 0;
            return count;
        } finally {
            isWaiting = false;
        }
    }

    private void requireNobodyWaits() {
        if (isWaiting) {
            throw new IllegalStateException("another task reads from this stream already");
        }
    }
}
