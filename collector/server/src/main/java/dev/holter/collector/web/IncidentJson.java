package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.domain.BlockingThread;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StackSample;
import dev.holter.collector.domain.StallPart;
import dev.holter.collector.explain.Advice;
import dev.holter.collector.explain.CauseWords;
import dev.holter.collector.explain.IncidentSummary;
import dev.holter.collector.explain.Libraries;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An incident in JSON, the one shape of the API, the event stream and the command line.
 *
 * <p>{@code startedAt} is by the clock of the probe's host, {@code receivedAt} by the collector's. What
 * is unknown is null; {@code parts} is empty where the loop stood still in one way. A frame has the fields of {@code culprit}; its {@code line} is 0 where unknown and
 * -1 in native code. A frame of a stack says in {@code library} whose code it is; null is the
 * application's.
 */
public final class IncidentJson {
    private IncidentJson() {}

    /** A new tree that the caller may change. */
    public static ObjectNode of(Incident incident) {
        ObjectNode node = Json.object()
                .put("id", incident.id())
                .put("service", incident.loop().process().service())
                .put("process", incident.loop().process().process())
                .put("loop", incident.loop().loop())
                .put("kind", incident.kind())
                .put("open", incident.open())
                .put("startedAt", Json.time(incident.startedAt()))
                .put("receivedAt", Json.time(incident.receivedAt()))
                .put("durationMs", Json.millis(incident.durationNanos()))
                .put("summary", IncidentSummary.of(incident));
        node.put("cause", incident.cause().label())
                .put("causeWords", CauseWords.of(incident))
                .put("confidence", incident.confidence());
        incident.culprit().ifPresentOrElse(frame -> node.set("culprit", frame(frame)), () -> node.putNull("culprit"));
        node.set("detail", detail(incident.details()));
        Json.put(node, "cpuRatio", incident.cpuRatio());
        node.set("demand", demand(incident.demand()));
        node.set("samples", samples(incident.samples()));
        ArrayNode evidence = node.putArray("evidence");
        incident.evidence().forEach(evidence::add);
        node.set("parts", parts(incident.parts()));
        node.set("blocker", incident.blocker().map(IncidentJson::blocker).orElse(null));
        ArrayNode advice = node.putArray("advice");
        Advice.of(incident).forEach(advice::add);
        return node;
    }

    private static ArrayNode parts(List<StallPart> parts) {
        ArrayNode nodes = Json.array();
        parts.forEach(part -> nodes.addObject()
                .put("cause", part.cause().label())
                .put("causeWords", CauseWords.of(part.cause()))
                .put("durationMs", Json.millis(part.nanos())));
        return nodes;
    }

    private static ObjectNode blocker(BlockingThread blocker) {
        ObjectNode node = Json.object().put("thread", blocker.thread()).put("state", blocker.state());
        node.set("frames", frames(blocker.frames()));
        return node;
    }

    private static ArrayNode frames(List<StackFrame> frames) {
        ArrayNode nodes = Json.array();
        frames.forEach(frame -> nodes.add(
                frame(frame).put("library", Libraries.of(frame.className()).orElse(null))));
        return nodes;
    }

    private static ObjectNode frame(StackFrame frame) {
        ObjectNode node = Json.object().put("class", frame.className()).put("method", frame.method());
        if (frame.file().isEmpty()) {
            node.putNull("file");
        } else {
            node.put("file", frame.file());
        }
        return node.put("line", frame.line());
    }

    private static ObjectNode detail(Map<String, String> details) {
        ObjectNode node = Json.object();
        new TreeMap<>(details).forEach(node::put);
        return node;
    }

    private static ObjectNode demand(Demand demand) {
        ObjectNode node = Json.object();
        Json.put(node, "requestsPerSecond", demand.requestsPerSecond());
        Json.put(node, "inFlight", demand.inFlight());
        Json.put(node, "pending", demand.pending());
        return node.putNull("acceptQueue"); // nobody reads the kernel's account of it yet
    }

    private static ArrayNode samples(List<StackSample> samples) {
        ArrayNode nodes = Json.array();
        for (StackSample sample : samples) {
            ObjectNode node =
                    nodes.addObject().put("atMs", Json.millis(sample.atNanos())).put("state", sample.state());
            if (sample.cpuNanos().isPresent()) {
                node.put("cpuMs", Json.millis(sample.cpuNanos().getAsLong()));
            } else {
                node.putNull("cpuMs");
            }
            node.set("frames", frames(sample.frames()));
        }
        return nodes;
    }
}
