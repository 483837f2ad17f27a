package dev.holter.system.zoo;

import dev.holter.system.zoo.Judgement.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The scores in words and tables: Markdown that reads as plain text. */
final class DiagnosisReport {
    private final Scores scores;
    private final StringBuilder text = new StringBuilder();

    private DiagnosisReport(Scores scores) {
        this.scores = scores;
    }

    static String of(Scores scores) {
        DiagnosisReport report = new DiagnosisReport(scores);
        report.summary();
        report.confusion();
        report.timing();
        report.exhibits();
        report.mistakes();
        report.unplanned();
        return report.text.toString();
    }

    private void summary() {
        int stalls = scores.judgements().size();
        long parts = count(Judgement.Parts.RIGHT);
        text.append(String.format(
                Locale.ROOT,
                """
                %d stalls: cause and culprit right %.1f %%, unknown %.1f %%, wrong %.1f %%, missed %.1f %%.
                Parts right in %d of %d stalls that have several.
                %d false alarms in %.0f minutes in which nothing was planned; %d incidents there that accuse nobody.
                """,
                stalls,
                100 * scores.share(Mark.RIGHT),
                100 * scores.share(Mark.UNKNOWN),
                100 * scores.share(Mark.WRONG),
                100 * scores.share(Mark.MISSED),
                parts,
                parts + count(Judgement.Parts.WRONG),
                scores.alarms().size(),
                scores.healthyMinutes(),
                scores.noise().size()));
    }

    private long count(Judgement.Parts parts) {
        return scores.judgements().stream()
                .filter(judgement -> judgement.parts() == parts)
                .count();
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
        list("False alarms", counted(scores.alarms()));
        list("Incidents where nothing was planned, that accuse nobody", counted(scores.noise()));
    }

    private static Map<String, Long> counted(List<Scores.Alarm> alarms) {
        return alarms.stream()
                .collect(Collectors.groupingBy(Scores.Alarm::toString, TreeMap::new, Collectors.counting()));
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
