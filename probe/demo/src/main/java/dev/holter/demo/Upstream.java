package dev.holter.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The slow peer of the demonstration: {@code GET /?delayMs=N} on 127.0.0.1 is answered after N
 * milliseconds, 600 000 at most, without holding others up. Says {@code ready} on standard output, ends
 * at the end of standard input. A wrong option is one line on standard error and exit status 2.
 */
public final class Upstream {
    private static final int MOST_PORT = 65_535;
    private static final int MOST_DELAY_MILLIS = 600_000;
    private static final Pattern DELAY = Pattern.compile("delayMs=(\\d{1,6})");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final long NO_BODY = -1;

    private final ScheduledExecutorService answers = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "upstream-answers");
        thread.setDaemon(true);
        return thread;
    });

    private Upstream() {}

    /** Runs the peer; {@code --port=N}, 0 by default, takes a free port. */
    public static void main(String[] args) {
        try {
            int port = new Arguments(args, List.of("port")).number("port", 0, MOST_PORT, 0);
            int bound = new Upstream().listen(port);
            long pid = ProcessHandle.current().pid();
            System.out.println("{\"event\":\"ready\",\"port\":" + bound + ",\"pid\":" + pid + "}");
            Lifeline.exitAtEndOf(System.in);
        } catch (UsageException wrong) {
            System.err.println("demo upstream: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private int listen(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::takeUp);
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UsageException("cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                    + "): choose another --port, or 0 for a free one");
        }
    }

    private void takeUp(HttpExchange exchange) {
        Optional<Integer> delay = delayMillis(exchange.getRequestURI().getQuery());
        if (delay.isEmpty()) {
            answer(exchange, BAD_REQUEST);
        } else {
            var unused = answers.schedule(() -> answer(exchange, OK), delay.get(), TimeUnit.MILLISECONDS);
        }
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.sendResponseHeaders(status, NO_BODY);
        } catch (IOException gone) {
            // whoever asked no longer waits
        }
    }

    private static Optional<Integer> delayMillis(@Nullable String query) {
        if (query == null) {
            return Optional.of(0);
        }
        Matcher delay = DELAY.matcher(query);
        return delay.matches()
                ? Optional.of(Integer.parseInt(delay.group(1))).filter(millis -> millis <= MOST_DELAY_MILLIS)
                : Optional.empty();
    }
}
