package dev.holter.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading, in columns as wide as their widest cell. One thread uses it. */
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** With these columns and no row. */
    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** One column: its heading, and whether its cells end at the same place, as numbers do. */
    public record Column(String heading, boolean right) {
        /** For words. */
        public static Column left(String heading) {
            return new Column(heading, false);
        }

        /** For numbers. */
        public static Column right(String heading) {
            return new Column(heading, true);
        }
    }

    /** Appends a row with a cell for each column. */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The heading and every row, a line each; no line has blanks at its end. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::heading).toList()));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(width(i) - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int heading = columns.get(column).heading().length();
        return rows.stream().mapToInt(row -> row.get(column).length()).reduce(heading, Math::max);
    }
}
