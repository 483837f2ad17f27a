package dev.holter.cli;

import dev.holter.cli.api.Json;
import dev.holter.collector.Collector;
import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.config.ListenAddress;
import dev.holter.collector.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holter collector}. */
@Command(
        name = "collector",
        description = {
            "Run the collector until it is told to end (Ctrl-C, SIGTERM).",
            "",
            "Probes report to it over gRPC. It serves metrics for Prometheus, a page and a JSON API over HTTP, and"
                    + " tells Alertmanager and webhooks of alerts. Its log goes to standard error."
        })
final class CollectorCommand implements Callable<Integer> {
    @Option(
            names = "--grpc",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:4747",
            converter = HostAndPort.class,
            description = "Where probes report; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private ListenAddress grpc;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9747",
            converter = HostAndPort.class,
            description = "Where metrics, page and API are served (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private ListenAddress http;

    @Option(names = "--rules", paramLabel = "FILE", description = "Thresholds of the alert rules, YAML.")
    private @Nullable Path rules;

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "An Alertmanager to tell of alerts, as http://127.0.0.1:9093; may be repeated.")
    private List<URI> alertmanagers = List.of();

    @Option(names = "--webhook", paramLabel = "URL", description = "Where to post alerts; may be repeated.")
    private List<URI> webhooks = List.of();

    @Option(
            names = "--insecure",
            description = "Allow addresses off loopback: everybody who reaches them can read and write.")
    private boolean insecure;

    @Option(names = "--exit-with-parent", hidden = true, description = "End when standard input does.")
    private boolean exitWithParent;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        Collector collector = Collector.start(config(), WebServer::start);
        Runtime.getRuntime().addShutdownHook(new Thread(collector::close, "close-collector"));
        sayReady(collector);
        if (exitWithParent) {
            awaitEndOfInput();
        } else {
            new CountDownLatch(1).await();
        }
        return ExitStatus.FINE;
    }

    private CollectorConfig config() {
        CollectorConfig.Builder config = CollectorConfig.builder()
                .grpc(grpc)
                .http(http)
                .insecure(insecure)
                .alertmanagers(alertmanagers)
                .webhooks(webhooks);
        return (rules == null ? config : config.rulesFile(rules)).build();
    }

    private void sayReady(Collector collector) {
        if (output.json()) {
            output.line(Json.object()
                    .put("event", "ready")
                    .put("grpcPort", collector.grpcPort())
                    .put("httpPort", collector.httpPort()));
        } else {
            output.line("Probes report to " + new ListenAddress(grpc.host(), collector.grpcPort()));
            output.line("Page, metrics and API are at http://" + new ListenAddress(http.host(), collector.httpPort())
                    + "/");
        }
    }

    /** The parent holds the other end, and the kernel closes it however the parent ends. */
    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // What is written to it has no meaning.
            }
        } catch (IOException e) {
            // Its end as well.
        }
    }
}
