package dev.holter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.cli.text.Table.Column;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_areAsWideAsTheirWidestCell() {
        Table table = new Table(Column.left("LOOP"), Column.right("LAG"), Column.left("STATE"));
        table.row("a", "1200 ms", "ok");
        table.row("netty-loop-1", "3 ms", "frozen");

        assertThat(table.lines())
                .containsExactly(
                        "LOOP              LAG  STATE", "a             1200 ms  ok", "netty-loop-1     3 ms  frozen");
    }

    @Test
    void lastColumn_leavesNoBlanksAtTheEndOfALine() {
        Table table = new Table(Column.left("A"), Column.left("LONG HEADING"));
        table.row("1", "x");

        assertThat(table.lines()).last().isEqualTo("1  x");
    }

    @Test
    void rowOfAnotherLength_isRefused() {
        Table table = new Table(Column.left("A"));

        assertThatThrownBy(() -> table.row("1", "2")).isInstanceOf(IllegalArgumentException.class);
    }
}
