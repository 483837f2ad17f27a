package dev.holter.collector.exposition;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertState;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The alerts that fire, one series each. Safe for any thread where the supplier is. */
final class AlertMetrics implements MultiCollector {
    private static final MetricMetadata METADATA = new MetricMetadata(
            "holter_alert_active", "1 while an alert of the collector's own engine fires; absent while it does not.");
    private static final List<String> LABELS = List.of("alertname", "severity", "service", "process", "loop");

    private final Supplier<List<Alert>> alerts;

    AlertMetrics(Supplier<List<Alert>> alerts) {
        this.alerts = alerts;
    }

    @Override
    public MetricSnapshots collect() {
        List<GaugeDataPointSnapshot> firing = new ArrayList<>();
        for (Alert alert : alerts.get()) {
            if (alert.state() == AlertState.FIRING) {
                firing.add(new GaugeDataPointSnapshot(1, labels(alert), null));
            }
        }
        return firing.isEmpty() ? new MetricSnapshots() : new MetricSnapshots(new GaugeSnapshot(METADATA, firing));
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return List.of(MetricFamilyDescriptor.of(MetricType.GAUGE, METADATA, LABELS));
    }

    private static Labels labels(Alert alert) {
        Labels.Builder labels = Labels.builder().label("alertname", alert.alertname());
        for (Map.Entry<String, String> label : alert.labels().entrySet()) {
            if (!label.getKey().equals("alertname")) {
                labels.label(label.getKey(), label.getValue());
            }
        }
        return labels.build();
    }
}
