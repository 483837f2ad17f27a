package com.example.zoo;

import com.example.zoo.loop.HttpConnection;
import com.example.zoo.loop.Load;
import com.example.zoo.loop.LoopConnections;
import com.example.zoo.loop.Service;
import com.example.zoo.plan.CodeLine;
import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Exhibit;
import com.example.zoo.plan.Interval;
import com.example.zoo.plan.MarkedSource;
import com.example.zoo.plan.Outcome;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Plan;
import com.example.zoo.plan.Routes;
import com.example.zoo.plan.Routine;
import com.example.zoo.plan.TruthFile;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One exhibit in a running service: performs the plan and writes the truth. The main thread runs it. */
final class Visit {
    private static final int WARMING_REQUESTS = 200;

    private final Exhibit exhibit;
    private final Service service;
    private final Routes routes;
    private final Plan plan;
    private final TruthFile truth;
    private final JsonMapper json = new JsonMapper();

    Visit(Exhibit exhibit, Service service, Routes routes, Plan plan, TruthFile truth) {
        this.exhibit = exhibit;
        this.service = service;
        this.routes = routes;
        this.plan = plan;
        this.truth = truth;
    }

    void run() throws Exception {
        Object made = exhibit.make();
        try (LoopConnections loops = new LoopConnections(service);
                Load load = new Load(service)) {
            warm(loops);
            if (exhibit.isLoaded()) {
                load.start();
            }
            if (made instanceof Pathology pathology) {
                perform(pathology, loops);
            } else if (made instanceof Disturbance disturbance) {
                perform(disturbance);
            } else {
                perform((Routine) made);
            }
        }
    }

    /** Loads the classes that a request needs, lest that be taken for what is planned. */
    private static void warm(LoopConnections loops) throws IOException {
        for (int i = 0; i < WARMING_REQUESTS; i++) {
            loops.get(i).get("/hello");
        }
    }

    private void perform(Pathology pathology, LoopConnections loops) throws Exception {
        List<CodeLine> culprits = MarkedSource.culprits(pathology.getClass());
        try {
            Map<String, String> details = pathology.details();
            routes.serve(pathology);
            for (int i = 0; i < Service.LOOPS; i++) {
                stall(loops.get(i), Duration.ofMillis(1));
            }
            mark("begin");
            for (int i = 0; i < plan.stalls().size(); i++) {
                rest();
                Outcome outcome = stall(loops.get(i), plan.stalls().get(i));
                write(loops.name(i), culprits, outcome, details);
            }
            rest();
            mark("end");
        } finally {
            routes.serve(request -> {});
            pathology.close();
        }
    }

    private Outcome stall(HttpConnection connection, Duration time) throws IOException {
        String answer = connection.get("/stall?ms=" + time.toMillis());
        if (!answer.startsWith("{")) {
            throw new IllegalStateException(exhibit.name() + " " + answer);
        }
        return json.readValue(answer, Outcome.class);
    }

    private void perform(Disturbance disturbance) throws Exception {
        try {
            mark("begin");
            for (Duration stall : plan.stalls()) {
                rest();
                write(TruthFile.ALL_LOOPS, List.of(), Outcome.ofAllLoops(disturbance.happen(stall)), Map.of());
            }
            rest();
            mark("end");
        } finally {
            disturbance.close();
        }
    }

    private void perform(Routine routine) throws Exception {
        mark("begin");
        routine.live(plan.healthy(), service.loops());
        mark("end");
    }

    private void rest() throws InterruptedException {
        Thread.sleep(plan.pause().toMillis());
    }

    private void mark(String event) throws IOException {
        truth.write(new TruthFile.Mark(event, exhibit.name(), Interval.now()));
    }

    private void write(String loop, List<CodeLine> culprits, Outcome outcome, Map<String, String> details)
            throws IOException {
        truth.write(new TruthFile.Stall(
                "stall",
                exhibit.name(),
                loop,
                exhibit.causes(),
                culprits,
                outcome.interval(),
                outcome.parts(),
                outcome.processor(),
                details));
    }
}
