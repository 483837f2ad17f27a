package dev.holter.collector.config;

import dev.holter.collector.domain.Retention;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a collector is to do. Immutable and checked.
 *
 * @param grpc where probes report
 * @param http where metrics, API and page are served
 * @param insecure whether to listen off loopback without TLS and credentials
 * @param rulesFile thresholds of the alert rules; the built-in ones where empty
 * @param alertmanagers base addresses of Alertmanagers, as {@code http://127.0.0.1:9093}
 * @param webhooks addresses to which alerts are posted
 * @param limits what probes may send
 * @param retention what is kept in memory, and for how long
 */
public record CollectorConfig(
        ListenAddress grpc,
        ListenAddress http,
        boolean insecure,
        Optional<Path> rulesFile,
        List<URI> alertmanagers,
        List<URI> webhooks,
        IngestLimits limits,
        Retention retention) {

    /** @throws ConfigurationException where the settings do not go together */
    public CollectorConfig {
        alertmanagers = List.copyOf(alertmanagers);
        webhooks = List.copyOf(webhooks);
        alertmanagers.forEach(uri -> requireHttp("Alertmanager", uri));
        webhooks.forEach(uri -> requireHttp("webhook", uri));
        if (!insecure) {
            requireLoopback("gRPC", grpc);
            requireLoopback("HTTP", http);
        }
    }

    /** Starts from the defaults: gRPC on 127.0.0.1:4747, HTTP on 127.0.0.1:9747, nobody notified but the log. */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireLoopback(String what, ListenAddress address) {
        if (!address.resolve().getAddress().isLoopbackAddress()) {
            throw new ConfigurationException(
                    what + " address " + address + " is not on loopback: anybody who reaches it could"
                            + " read and write. Use 127.0.0.1, or say insecure to allow it.");
        }
    }

    private static void requireHttp(String what, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new ConfigurationException(
                    "The " + what + " address " + uri + " is not one: write http://HOST:PORT or https://HOST:PORT.");
        }
    }

    /** Collects settings; each has a default. Not safe for several threads. */
    public static final class Builder {
        private ListenAddress grpc = new ListenAddress("127.0.0.1", 4747);
        private ListenAddress http = new ListenAddress("127.0.0.1", 9747);
        private boolean insecure;
        private Optional<Path> rulesFile = Optional.empty();
        private List<URI> alertmanagers = List.of();
        private List<URI> webhooks = List.of();
        private IngestLimits limits = IngestLimits.defaults();
        private Retention retention = Retention.defaults();

        private Builder() {}

        /** Where probes report; 127.0.0.1:4747 by default. */
        public Builder grpc(ListenAddress address) {
            this.grpc = address;
            return this;
        }

        /** Where metrics, API and page are served; 127.0.0.1:9747 by default. */
        public Builder http(ListenAddress address) {
            this.http = address;
            return this;
        }

        /** Allows to listen off loopback; not by default. */
        public Builder insecure(boolean allowed) {
            this.insecure = allowed;
            return this;
        }

        /** Thresholds of the alert rules; the built-in ones by default. */
        public Builder rulesFile(Path file) {
            this.rulesFile = Optional.of(file);
            return this;
        }

        /** Base addresses of Alertmanagers; none by default. */
        public Builder alertmanagers(List<URI> addresses) {
            this.alertmanagers = addresses;
            return this;
        }

        /** Addresses to which alerts are posted; none by default. */
        public Builder webhooks(List<URI> addresses) {
            this.webhooks = addresses;
            return this;
        }

        /** What probes may send. */
        public Builder limits(IngestLimits ingestLimits) {
            this.limits = ingestLimits;
            return this;
        }

        /** What is kept in memory. */
        public Builder retention(Retention kept) {
            this.retention = kept;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws ConfigurationException where the settings do not go together
         */
        public CollectorConfig build() {
            return new CollectorConfig(grpc, http, insecure, rulesFile, alertmanagers, webhooks, limits, retention);
        }
    }
}
