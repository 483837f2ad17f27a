package dev.holter.collector.exposition;

import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.*;
import java.io.*;
import java.util.*;

final class ScrapeTimer {
    public static void main(String[] a) throws Exception {
        ReportedFleet f = new ReportedFleet();
        Random r = new Random(1);
        for (int p = 0; p < 1250; p++) {
            Session s = f.connect("service-" + (p % 50), p + "@host-" + p);
            LoopState[] loops = new LoopState[8];
            for (int l = 0; l < 8; l++) {
                double[] v = new double[300];
                for (int i = 0; i < 300; i++) v[i] = Math.exp(r.nextGaussian() * 1.5 - 7);
                LoopState b = Samples.running(s.identity().key(), "nioEventLoopGroup-2-" + l);
                loops[l] = new LoopState(
                        b.key(),
                        b.kind(),
                        b.heartbeats(),
                        Samples.histogram(v),
                        0,
                        b.stallAgeNanos(),
                        b.stalls(),
                        b.cpuNanos(),
                        b.tasksPending(),
                        b.requestsStarted(),
                        b.requestsFinished(),
                        b.requestsPerSecond());
            }
            f.report(s, loops);
        }
        MetricsExposition e = new MetricsExposition(f.fleet(), List::of, new CollectorCounters(), f);
        String[] accepts = {
            "text/plain",
            "application/openmetrics-text;version=1.0.0",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
        };
        for (int round = 0; round < 6; round++)
            for (String acc : accepts) {
                long[] n = {0};
                long t = System.nanoTime();
                e.form(acc).write(new OutputStream() {
                    @Override
                    public void write(int b) {
                        n[0]++;
                    }

                    @Override
                    public void write(byte[] b, int o, int l) {
                        n[0] += l;
                    }
                });
                System.out.println(round + " " + acc.substring(0, 10) + " " + (System.nanoTime() - t) / 1000000 + " ms "
                        + n[0] / 1000 + " kB");
            }
        long t = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            t = System.nanoTime();
            LoopSnapshots.of(f.fleet().processes(), f.fleet().incidents(), f.instant());
            System.out.println("collect " + (System.nanoTime() - t) / 1000000);
        }
        try (var o = new FileOutputStream("/tmp/web-text.txt")) {
            e.form("").write(o);
        }
        try (var o = new FileOutputStream("/tmp/web-om.txt")) {
            e.form(accepts[1]).write(o);
        }
    }
}
