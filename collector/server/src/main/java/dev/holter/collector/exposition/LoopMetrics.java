package dev.holter.collector.exposition;

import dev.holter.collector.domain.Fleet;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The loops' metrics, made anew for each scrape and kept nowhere. Safe for any thread. */
final class LoopMetrics implements MultiCollector {
    private final Fleet fleet;
    private final InstantSource clock;

    LoopMetrics(Fleet fleet, InstantSource clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        return LoopSnapshots.of(fleet.processes(), fleet.incidents(), clock.instant());
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        List<MetricFamilyDescriptor> descriptors = new ArrayList<>();
        for (LoopMetric metric : LoopMetric.values()) {
            descriptors.add(metric.descriptor());
        }
        return descriptors;
    }
}
