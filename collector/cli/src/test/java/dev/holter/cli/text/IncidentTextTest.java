package dev.holter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.Json;
import org.junit.jupiter.api.Test;

class IncidentTextTest {

    @Test
    void openIncident_isToldInPlainWords() {
        assertThat(IncidentText.lines(incident(true)))
                .containsExactly(
                        "Loop loop-1 of shop (17@host, netty) has been frozen for 3.20 s, since 2026-11-23T04:00:00Z.",
                        "Its thread is blocked in a network call (socket, confidence 95 %).",
                        "Called from com.example.Health.check(Health.java:42)",
                        "",
                        "  requests before it  98 a second",
                        "  requests in flight  3",
                        "  tasks queued        12",
                        "  CPU of the thread   0.1 % of the time",
                        "  peer                127.0.0.1:80",
                        "",
                        "Evidence",
                        "  - the thread used no CPU",
                        "",
                        "Stack 3.20 s into it, the last of 1 sample (RUNNABLE)",
                        "  > com.example.Health.check(Health.java:42)");
    }

    @Test
    void closedIncident_isToldInThePast() {
        assertThat(IncidentText.lines(incident(false)))
                .startsWith(
                        "Loop loop-1 of shop (17@host, netty) was frozen for 3.20 s, from 2026-11-23T04:00:00Z on.",
                        "Its thread was blocked in a network call (socket, confidence 95 %).");
    }

    @Test
    void incidentWithNothingKnown_isToldAllTheSame() {
        IncidentView incident = Json.view(Json.parse("""
                {"id":"1","service":"s","process":"p","loop":"l","kind":"netty","open":true,
                 "startedAt":"2026-11-23T04:00:00Z","durationMs":60,"cause":"unknown","confidence":0}
                """), IncidentView.class);

        assertThat(IncidentText.lines(incident)).contains("No frame of application code is on its stack.");
    }

    private static IncidentView incident(boolean open) {
        return Json.view(Json.parse("""
                {"id":"1","service":"shop","process":"17@host","loop":"loop-1","kind":"netty","open":%s,
                 "startedAt":"2026-11-23T04:00:00Z","durationMs":3200,"cause":"socket","confidence":0.95,
                 "culprit":{"class":"com.example.Health","method":"check","file":"Health.java","line":42},
                 "detail":{"peer":"127.0.0.1:80"},"cpuRatio":0.001,
                 "demand":{"requestsPerSecond":98.2,"inFlight":3,"pending":12},
                 "samples":[{"atMs":3200,"state":"RUNNABLE","frames":[
                   {"class":"com.example.Health","method":"check","file":"Health.java","line":42}]}],
                 "evidence":["the thread used no CPU"],"somethingNew":1}
                """.formatted(open)), IncidentView.class);
    }
}
