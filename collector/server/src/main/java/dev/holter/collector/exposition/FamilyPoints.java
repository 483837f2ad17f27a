package dev.holter.collector.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Data points of one scrape, gathered loop by loop and handed out family by family. One thread. */
final class FamilyPoints {
    private final Map<LoopMetric, List<CounterDataPointSnapshot>> counters = new EnumMap<>(LoopMetric.class);
    private final Map<LoopMetric, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(LoopMetric.class);
    private final Map<LoopMetric, List<HistogramDataPointSnapshot>> histograms = new EnumMap<>(LoopMetric.class);

    void counter(LoopMetric metric, Labels labels, double value, long createdMillis) {
        counters.computeIfAbsent(metric, m -> new ArrayList<>())
                .add(new CounterDataPointSnapshot(value, labels, null, createdMillis));
    }

    void gauge(LoopMetric metric, Labels labels, double value) {
        gauges.computeIfAbsent(metric, m -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, labels, null));
    }

    void histogram(LoopMetric metric, HistogramDataPointSnapshot point) {
        histograms.computeIfAbsent(metric, m -> new ArrayList<>()).add(point);
    }

    /** The families that have points. */
    MetricSnapshots snapshots() {
        List<MetricSnapshot> families = new ArrayList<>();
        counters.forEach((metric, points) -> families.add(new CounterSnapshot(metric.metadata(), points)));
        gauges.forEach((metric, points) -> families.add(new GaugeSnapshot(metric.metadata(), points)));
        histograms.forEach((metric, points) -> families.add(new HistogramSnapshot(metric.metadata(), points)));
        return new MetricSnapshots(families);
    }
}
