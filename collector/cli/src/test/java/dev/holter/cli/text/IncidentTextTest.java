package dev.holter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.Json;
import org.junit.jupiter.api.Test;

class IncidentTextTest {

    @Test
    void openIncident_isToldInPlainWords() {
        assertThat(IncidentText.lines(incident("""
                {"id":"1","service":"shop","process":"17@host","loop":"loop-1","kind":"netty","open":true,
                 "startedAt":"2026-11-23T04:00:00Z","durationMs":3200,
                 "summary":"loop loop-1 of shop stands still, for 3.2 s so far, in a network call",
                 "cause":"socket","causeWords":"in a network call","confidence":0.95,
                 "culprit":{"class":"com.example.Health","method":"check","file":"Health.java","line":42},
                 "detail":{"peer":"127.0.0.1:80"},"cpuRatio":0.001,
                 "demand":{"requestsPerSecond":98.2,"inFlight":3,"pending":12},
                 "samples":[{"atMs":3200,"state":"RUNNABLE","frames":[
                   {"class":"com.example.Health","method":"check","file":"Health.java","line":42,"library":null}]}],
                 "evidence":["the thread used no CPU"],"parts":[],"blocker":null,
                 "advice":["Set a timeout."],"somethingNew":1}
                """)))
                .containsExactly(
                        "Loop loop-1 of shop stands still, for 3.2 s so far, in a network call.",
                        "",
                        "  since               2026-11-23T04:00:00Z, and still",
                        "  process             17@host (netty)",
                        "  cause               socket, confidence 95 %",
                        "  where               com.example.Health.check(Health.java:42)",
                        "  peer                127.0.0.1:80",
                        "  requests in flight  3",
                        "  callbacks queued    12",
                        "  requests before it  98 a second",
                        "  CPU of the thread   0.1 % of the time",
                        "",
                        "What helps",
                        "  - Set a timeout.",
                        "",
                        "Evidence",
                        "  - the thread used no CPU",
                        "",
                        "Stack 3.20 s into it, the last of 1 sample (RUNNABLE)",
                        "  > com.example.Health.check(Health.java:42)");
    }

    @Test
    void stallOfSeveralParts_saysHowLongEachTook() {
        assertThat(IncidentText.lines(incident("""
                {"id":"1","service":"s","process":"p","loop":"l","kind":"netty","open":false,
                 "startedAt":"2026-11-23T04:00:00Z","durationMs":2500,"cause":"socket","confidence":1,
                 "parts":[{"cause":"socket","causeWords":"in a network call","durationMs":2100},
                          {"cause":"gc","causeWords":"in a garbage collection","durationMs":400}]}
                """)))
                .containsSequence(
                        "    of it             2.10 s in a network call",
                        "    of it             400 ms in a garbage collection");
    }

    @Test
    void threadThatHoldsTheLock_isShownWithItsStack() {
        assertThat(IncidentText.lines(incident("""
                {"id":"1","service":"s","process":"p","loop":"l","kind":"netty","open":false,
                 "startedAt":"2026-11-23T04:00:00Z","durationMs":60,"cause":"lock","confidence":1,
                 "blocker":{"thread":"pool-1","state":"TIMED_WAITING","frames":[
                   {"class":"java.lang.Thread","method":"sleep0","file":"Thread.java","line":-1,"library":"java"},
                   {"class":"java.lang.Thread","method":"sleep","file":"Thread.java","line":509,"library":"java"},
                   {"class":"com.example.Cache","method":"load","file":"Cache.java","line":7,"library":null}]}}
                """)))
                .endsWith(
                        "Thread \"pool-1\", which it waits for (TIMED_WAITING)",
                        "    ... 2 frames of java",
                        "    com.example.Cache.load(Cache.java:7)");
    }

    @Test
    void incidentWithNothingKnown_isToldAllTheSame() {
        assertThat(IncidentText.lines(incident("""
                {"id":"1","service":"s","process":"p","loop":"l","kind":"netty","open":true,
                 "startedAt":"2026-11-23T04:00:00Z","durationMs":60,"cause":"unknown","confidence":0}
                """)))
                .contains(
                        "Loop l of s stood still.",
                        "  where               no frame of application code is on its stack");
    }

    private static IncidentView incident(String json) {
        return Json.view(Json.parse(json), IncidentView.class);
    }
}
