package dev.holter.runtime;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** How the JDK's calls end whose thread is interrupted. */
final class Interruption {
    private static final int MOST_CAUSES = 16;

    /** A socket of a virtual thread has no exception of its own for this: {@code NioSocketImpl} says it in words. */
    private static final String SOCKET_WORDS = "Closed by interrupt";

    private Interruption() {}

    /** Whether such an end is the reason for this exception. */
    static boolean isBehind(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            if (isOne(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOne(Throwable thrown) {
        return switch (thrown) {
            case InterruptedException _, ClosedByInterruptException _ -> true;
            case SocketTimeoutException _ -> false;
            case InterruptedIOException _ -> true;
            case SocketException socket -> SOCKET_WORDS.equals(socket.getMessage());
            default -> false;
        };
    }
}
