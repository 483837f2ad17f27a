package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.testkit.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What really happened in a service, as it wrote it down.
 *
 * @param stalls in the order in which they happened
 * @param visits when only what was planned may have stopped a loop
 * @param readyNanos when the service had started
 */
record Truth(List<Stall> stalls, List<Visit> visits, long readyNanos) {
    private static final String ALL_LOOPS = "*";
    /** Two times that are nearer to each other are as long: an incident begins and ends a little later than what is planned. */
    private static final double AS_LONG = 0.9;

    /**
     * A stall that was planned and has happened.
     *
     * @param loop name of the loop's thread, or one that stands for all
     * @param causes the right cause first, then others that are as right
     * @param culprits lines of which one has to be named; empty where nobody is to blame
     * @param parts how long the loop stood still for each cause; empty where there was one
     * @param processor what the loop's thread was given meanwhile
     * @param details what else can be told of it, by name
     */
    record Stall(
            String exhibit,
            String loop,
            List<String> causes,
            List<CodeLine> culprits,
            Interval interval,
            Map<String, Long> parts,
            ProcessorTime processor,
            Map<String, String> details) {

        boolean concerns(String otherLoop) {
            return loop.equals(ALL_LOOPS) || loop.equals(otherLoop);
        }

        boolean isOfTheProcess() {
            return loop.equals(ALL_LOOPS);
        }

        /** Whether the machine, and not what was planned, held the loop up for as long as anything else, or longer. */
        boolean wasStarved() {
            long stood = interval.nanos() - processor.ranNanos() - processor.waitedNanos();
            return processor.waitedNanos() >= AS_LONG * Math.max(processor.ranNanos(), stood);
        }

        private static Stall of(JsonNode line) {
            Map<String, Long> parts = new TreeMap<>();
            line.path("parts")
                    .forEach(part -> parts.merge(
                            part.path("cause").asText(),
                            Interval.of(part.path("interval")).nanos(),
                            Long::sum));
            return new Stall(
                    line.path("pathology").asText(),
                    line.path("loop").asText(),
                    line.path("causes").valueStream().map(JsonNode::asText).toList(),
                    line.path("culprits").valueStream().map(CodeLine::of).toList(),
                    Interval.of(line.path("interval")),
                    parts,
                    new ProcessorTime(
                            line.path("processor").path("ranNanos").asLong(),
                            line.path("processor").path("waitedNanos").asLong()),
                    Json.texts(line.path("details")));
        }
    }

    /**
     * What the kernel gave the thread that a stall held up, as the service read it.
     *
     * @param ranNanos for how long it was on a processor
     * @param waitedNanos for how long it was ready to run and had none
     */
    record ProcessorTime(long ranNanos, long waitedNanos) {}

    /** The time of one exhibit. */
    record Visit(String exhibit, Interval interval) {}

    static Truth read(Path file) throws IOException {
        List<Stall> stalls = new ArrayList<>();
        List<Visit> visits = new ArrayList<>();
        long begin = 0;
        long ready = 0;
        for (String text : Files.readAllLines(file)) {
            JsonNode line = Json.parse(text);
            switch (line.path("event").asText()) {
                case "ready" -> ready = line.path("nanos").asLong();
                case "begin" -> begin = line.path("nanos").asLong();
                case "end" ->
                    visits.add(new Visit(
                            line.path("pathology").asText(),
                            new Interval(begin, line.path("nanos").asLong())));
                case "stall" -> stalls.add(Stall.of(line));
                default -> throw new AssertionError("the truth has a line that nobody knows: " + text);
            }
        }
        return new Truth(stalls, visits, ready);
    }
}
