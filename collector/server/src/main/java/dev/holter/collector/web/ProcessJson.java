package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.domain.ProcessIdentity;
import dev.holter.collector.domain.ProcessStatus;

/** A process in JSON. */
final class ProcessJson {
    private ProcessJson() {}

    static ObjectNode of(ProcessStatus status) {
        ProcessIdentity identity = status.identity();
        return Json.object()
                .put("service", identity.key().service())
                .put("process", identity.key().process())
                .put("up", status.up())
                .put("startedAt", Json.time(identity.startedAt()))
                .put("pid", identity.pid())
                .put("host", identity.host())
                .put("runtime", identity.runtime())
                .put("probeVersion", identity.probeVersion())
                .put("lastReportAt", Json.time(status.lastReportAt()));
    }
}
