package dev.holter.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the demo's service is to do.
 *
 * @param port where it listens on 127.0.0.1; 0 takes a free one
 * @param loops how many event loops serve
 * @param collector HOST:PORT of the collector, which need not be there
 * @param service name of the service, as reported
 * @param upstream what the health check asks; empty where it has nothing to ask
 * @param threshold by how much a heartbeat has to be late to be a stall
 */
record DemoOptions(int port, int loops, String collector, String service, Optional<URI> upstream, Duration threshold) {
    private static final List<String> KEYS = List.of("port", "loops", "collector", "service", "upstream", "threshold");
    private static final int MOST_PORT = 65_535;
    private static final int MOST_LOOPS = 64;

    static DemoOptions parse(String[] args) {
        Arguments arguments = new Arguments(args, KEYS);
        String upstream = arguments.text("upstream", "");
        return new DemoOptions(
                arguments.number("port", 0, MOST_PORT, 0),
                arguments.number("loops", 1, MOST_LOOPS, 2),
                arguments.text("collector", "127.0.0.1:4747"),
                arguments.text("service", "checkout"),
                upstream.isEmpty() ? Optional.empty() : Optional.of(httpUri(upstream)),
                arguments.duration("threshold", Duration.ofMillis(50)));
    }

    private static URI httpUri(String text) {
        try {
            URI uri = URI.create(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // told like a URI of another kind
        }
        throw new UsageException("--upstream=" + text + " is no address like http://127.0.0.1:8080/");
    }
}
