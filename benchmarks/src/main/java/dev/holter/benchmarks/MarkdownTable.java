package dev.holter.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A table of Markdown that grows row by row: text in the first column, numbers in the others. For one thread. */
public final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    public MarkdownTable(String... headings) {
        columns = headings.length;
        row(headings);
        text.append("|---").append("|---:".repeat(columns - 1)).append("|\n");
    }

    /** Adds a row, with as many cells as there are headings. */
    public void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        text.append(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
