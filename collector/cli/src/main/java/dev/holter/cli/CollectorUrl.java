package dev.holter.cli;

import dev.holter.cli.api.CollectorApi;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which collector to ask: mixed into the commands that do. */
final class CollectorUrl {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9747",
            description = "Address of the collector (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private URI url;

    /** The collector's API. */
    CollectorApi api() {
        return new CollectorApi(url);
    }
}
