package dev.holter.system.zoo;

import dev.holter.system.zoo.Judgement.Timing;
import dev.holter.system.zoo.Unplanned.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The scores in words and tables: Markdown that reads as plain text. */
final class DiagnosisReport {
    private final Scores scores;
    private final StringBuilder text = new StringBuilder();

    private DiagnosisReport(Scores scores) {
        this.scores = scores;
    }

    /**
     * Tells them.
     *
     * @param refusals why some exhibits could not be shown on this machine, by their names
     */
    static String of(Scores scores, Duration took, Map<String, String> refusals) {
        DiagnosisReport report = new DiagnosisReport(scores);
        report.summary();
        report.unplannedInNumbers();
        report.circumstances(took, refusals);
        report.confusion();
        report.timing();
        report.details();
        report.exhibits();
        report.mistakes();
        report.unplanned();
        return report.text.toString();
    }

    private void summary() {
        long parts = scores.count(Judgement.Parts.RIGHT);
        text.append(String.format(
                Locale.ROOT,
                """
                %d stalls: cause and culprit right %.1f %%, unknown %.1f %%, wrong %.1f %%, missed %.1f %%.
                %d of the right ones say `starved` where something else was planned: the loop's thread waited for a processor
                as long as it ran and as long as it stood, or longer, as the service itself read of the kernel.
                Parts right in %d of %d stalls that have several.
                Details told: %s.
                """,
                scores.judgements().size(),
                100 * scores.share(Mark.RIGHT),
                100 * scores.share(Mark.UNKNOWN),
                100 * scores.share(Mark.WRONG),
                100 * scores.share(Mark.MISSED),
                scores.starvedBesideThePlan(),
                parts,
                parts + scores.count(Judgement.Parts.WRONG),
                told(scores.details().values().stream()
                        .flatMap(counts -> counts.entrySet().stream())
                        .toList())));
    }

    /** What counts as a false alarm, and how many there were. */
    private void unplannedInNumbers() {
        text.append(String.format(
                Locale.ROOT,
                """
                %d false alarms and %d incidents without an explanation, in %.1f minutes of healthy services, %.1f minutes
                between planned stalls, and the starts of %d services.

                A false alarm is an incident that no planned stall explains and that accuses code of the application: it has
                a culprit, or a cause that is a callback's. One without an explanation is `unknown`, or `starved` with no
                witness to it; in a healthy service it is a false alarm too. These accuse nobody and are true, as their
                evidence shows, so they are counted apart: %d said that the machine did not let a loop run, as by other
                services of this test; %d that a healthy service was `suspended`, which it was, on purpose and as by a
                debugger; %d that a process stood still beside a planned stall of another of its loops; %d were said while
                a service started.
                """,
                count(Kind.FALSE_ALARM),
                count(Kind.UNEXPLAINED),
                scores.healthyMinutes(),
                scores.restMinutes(),
                scores.services(),
                count(Kind.OF_THE_MACHINE),
                count(Kind.STOPPED_ON_PURPOSE),
                count(Kind.BESIDE_A_STALL),
                count(Kind.AT_THE_START)));
    }

    private int count(Kind kind) {
        return scores.unplanned(kind).size();
    }

    private void circumstances(Duration took, Map<String, String> refusals) {
        text.append("\nAll of it took ")
                .append(took.toMinutes())
                .append(" min ")
                .append(took.toSecondsPart())
                .append(" s.\n");
        new TreeMap<>(refusals)
                .forEach((exhibit, why) -> text.append("Not shown: ")
                        .append(exhibit)
                        .append(", since ")
                        .append(why)
                        .append(".\n"));
    }

    private void details() {
        heading("What else was told of them");
        TextTable table = new TextTable("detail", "told");
        scores.details().forEach((name, counts) -> table.row(List.of(name, told(List.copyOf(counts.entrySet())))));
        text.append(table);
    }

    private static String told(List<Map.Entry<Boolean, Long>> counts) {
        long told = counts.stream()
                .filter(Map.Entry::getKey)
                .mapToLong(Map.Entry::getValue)
                .sum();
        return told + " of " + counts.stream().mapToLong(Map.Entry::getValue).sum();
    }

    private void confusion() {
        heading("What was planned, and what was said");
        List<String> said =
                scores.judgements().stream()
                        .map(Judgement::said)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .toList();
        List<String> head = new ArrayList<>(List.of("planned"));
        head.addAll(said);
        TextTable table = new TextTable(head.toArray(String[]::new));
        scores.by(Judgement::planned).forEach((planned, judgements) -> {
            List<String> row = new ArrayList<>(List.of(planned));
            for (String column : said) {
                long count = judgements.stream()
                        .filter(judgement -> judgement.said().equals(column))
                        .count();
                row.add(count == 0 ? "" : Long.toString(count));
            }
            table.row(row);
        });
        text.append(table);
    }

    private void timing() {
        heading("How soon it was said, and how exactly");
        text.append("In milliseconds: median, 99th percentile, largest. Begin: from the loop being held to the\n");
        text.append("first heartbeat that was due and did not run, where the stall begins. Delay: from the\n");
        text.append("threshold being crossed to the incident in the collector. End: how far off the end is.\n\n");
        TextTable table = new TextTable(
                "loops", "stalls", "begin p50", "p99", "max", "delay p50", "p99", "max", "end p50", "p99", "max");
        scores.by(judgement -> judgement.run().words()).forEach((loops, judgements) -> {
            List<String> row = new ArrayList<>(List.of(loops, Integer.toString(judgements.size())));
            row.addAll(List.of(quantiles(judgements, Timing::beginNanos).cells()));
            row.addAll(List.of(quantiles(judgements, Timing::delayNanos).cells()));
            row.addAll(List.of(quantiles(judgements, Timing::endErrorNanos).cells()));
            table.row(row);
        });
        text.append(table);
    }

    private static Quantiles quantiles(List<Judgement> judgements, ToLongFunction<Timing> value) {
        return Quantiles.of(judgements.stream()
                .flatMap(judgement -> judgement.timing().stream())
                .mapToLong(value));
    }

    private void exhibits() {
        heading("Each of them");
        TextTable table = new TextTable("service", "cause", "stalls", "right", "unknown", "wrong", "missed");
        Map<String, List<Judgement>> byExhibit = new TreeMap<>(scores.by(Judgement::exhibit));
        byExhibit.entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getValue().getFirst().planned()))
                .forEach(entry -> table.row(exhibit(entry.getKey(), entry.getValue())));
        text.append(table);
    }

    private static List<String> exhibit(String name, List<Judgement> judgements) {
        List<String> row =
                new ArrayList<>(List.of(name, judgements.getFirst().planned(), Integer.toString(judgements.size())));
        for (Mark mark : Mark.values()) {
            long count = judgements.stream()
                    .filter(judgement -> judgement.mark() == mark)
                    .count();
            row.add(count == 0 ? "" : Long.toString(count));
        }
        return row;
    }

    private void mistakes() {
        Map<String, Long> mistakes = scores.judgements().stream()
                .filter(judgement -> judgement.mark() != Mark.RIGHT)
                .collect(Collectors.groupingBy(
                        judgement -> judgement.exhibit() + " ("
                                + judgement.run().words() + "), " + judgement.planned() + ": " + judgement.words(),
                        TreeMap::new,
                        Collectors.counting()));
        list("What was said where it was not right", mistakes);
    }

    private void unplanned() {
        list("False alarms", counted(Kind.FALSE_ALARM, Unplanned::toString));
        list("Incidents without an explanation", counted(Kind.UNEXPLAINED, Unplanned::toString));
        list("True of the machine, with what shows it", counted(Kind.OF_THE_MACHINE, Unplanned::withEvidence));
        list("Stopped on purpose, and told so", counted(Kind.STOPPED_ON_PURPOSE, Unplanned::exhibitAndCause));
        list("Beside a planned stall of another loop", counted(Kind.BESIDE_A_STALL, Unplanned::exhibitAndCause));
        list("While a service started", counted(Kind.AT_THE_START, Unplanned::exhibitAndCause));
    }

    private Map<String, Long> counted(Kind kind, Function<Unplanned, String> words) {
        return scores.unplanned(kind).stream()
                .collect(Collectors.groupingBy(words, TreeMap::new, Collectors.counting()));
    }

    private void list(String heading, Map<String, Long> lines) {
        heading(heading);
        if (lines.isEmpty()) {
            text.append("None.\n");
        }
        lines.forEach((line, count) -> text.append("- ")
                .append(line)
                .append(count == 1 ? "" : " (" + count + " times)")
                .append('\n'));
    }

    private void heading(String heading) {
        text.append("\n## ").append(heading).append("\n\n");
    }
}
