package dev.holter.collector.exposition;

import dev.holter.collector.HttpSide;
import dev.holter.collector.alert.Alert;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of the collector in the three forms that Prometheus reads: text, OpenMetrics (with
 * exemplars) and delimited protobuf (with native histograms). Safe for any thread; scrapes do not wait
 * for one another.
 *
 * <p>The libraries take as long to load as all else that a collector does at its start. They are loaded
 * aside: the first scrape waits for them, the start does not.
 */
public final class MetricsExposition implements HttpSide.Metrics {
    private final CompletableFuture<PrometheusRegistry> registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    /**
     * Begins to load; reads nothing yet.
     *
     * @param alerts the alerts in any state
     * @param clock tells how old a report is
     */
    public MetricsExposition(
            Fleet fleet, Supplier<List<Alert>> alerts, CollectorCounters counters, InstantSource clock) {
        registry = CompletableFuture.supplyAsync(() -> {
            PrometheusRegistry all = collectorsOwn(counters).getPrometheusRegistry();
            all.register(new LoopMetrics(fleet, clock));
            all.register(new AlertMetrics(alerts));
            return all;
        });
    }

    /** Text where the client does not say what it accepts. */
    @Override
    public HttpSide.Metrics.Form form(@Nullable String accept) {
        return new WriterForm(formats.findWriter(accept));
    }

    private static PrometheusMeterRegistry collectorsOwn(CollectorCounters counters) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.throwExceptionOnRegistrationFailure();
        for (CollectorCounter counter : CollectorCounter.values()) {
            register(counter, counters, meters);
        }
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        return meters;
    }

    private static void register(CollectorCounter counter, CollectorCounters counters, PrometheusMeterRegistry meters) {
        Tags tags = counter.label()
                .map(label -> Tags.of(label.name(), label.value()))
                .orElse(Tags.empty());
        if (counter.isGauge()) {
            Gauge.builder(counter.metric(), () -> counters.get(counter))
                    .description(counter.description())
                    .tags(tags)
                    .register(meters);
        } else {
            FunctionCounter.builder(counter.metric(), counters, from -> from.get(counter))
                    .description(counter.description())
                    .tags(tags)
                    .register(meters);
        }
    }

    private final class WriterForm implements HttpSide.Metrics.Form {
        private final ExpositionFormatWriter writer;

        WriterForm(ExpositionFormatWriter writer) {
            this.writer = writer;
        }

        @Override
        public String contentType() {
            return writer.getContentType();
        }

        @Override
        public void write(OutputStream out) throws IOException {
            // No name here needs escaping, so the client's wish makes no difference but a copy of everything.
            writer.write(out, registry.join().scrape(), EscapingScheme.ALLOW_UTF8);
        }
    }
}
