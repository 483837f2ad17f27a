package dev.holter.collector.exposition;

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
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of the collector in the three forms that Prometheus reads: text, OpenMetrics (with
 * exemplars) and delimited protobuf (with native histograms). Safe for any thread; scrapes do not wait
 * for one another.
 */
public final class MetricsExposition {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExpositionFormats formats = ExpositionFormats.init();

    /**
     * Registers everything; reads nothing yet.
     *
     * @param alerts the alerts in any state
     * @param clock tells how old a report is
     */
    public MetricsExposition(
            Fleet fleet, Supplier<List<Alert>> alerts, CollectorCounters counters, InstantSource clock) {
        registry.throwExceptionOnRegistrationFailure();
        registry.getPrometheusRegistry().register(new LoopMetrics(fleet, clock));
        registry.getPrometheusRegistry().register(new AlertMetrics(alerts));
        for (CollectorCounter counter : CollectorCounter.values()) {
            register(counter, counters);
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * The best form that a client accepts; text where it does not say.
     *
     * @param accept the header of this name
     */
    public Form form(@Nullable String accept) {
        return new Form(formats.findWriter(accept));
    }

    private void register(CollectorCounter counter, CollectorCounters counters) {
        Tags tags = counter.label()
                .map(label -> Tags.of(label.name(), label.value()))
                .orElse(Tags.empty());
        if (counter.isGauge()) {
            Gauge.builder(counter.metric(), () -> counters.get(counter))
                    .description(counter.description())
                    .tags(tags)
                    .register(registry);
        } else {
            FunctionCounter.builder(counter.metric(), counters, from -> from.get(counter))
                    .description(counter.description())
                    .tags(tags)
                    .register(registry);
        }
    }

    /** One of the forms. */
    public final class Form {
        private final ExpositionFormatWriter writer;

        private Form(ExpositionFormatWriter writer) {
            this.writer = writer;
        }

        /** The value of the header of this name. */
        public String contentType() {
            return writer.getContentType();
        }

        /** Collects all metrics and writes them; leaves the stream open. */
        public void write(OutputStream out) throws IOException {
            // No name here needs escaping, so the client's wish makes no difference but a copy of everything.
            writer.write(out, registry.getPrometheusRegistry().scrape(), EscapingScheme.ALLOW_UTF8);
        }
    }
}
