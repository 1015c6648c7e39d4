package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

    private final StringWriter out = new StringWriter();

    @Test
    void alignsNumbersToTheRightAndShowsADashForNothing() {
        Table table = new Table("CONSUMER", "DEAD", "OLDEST", "WAITING");
        table.add("payment", 7, null, "vip 0");
        table.add("email", 120, null, "vip 1");

        assertThat(printed(table, 80)).isEqualTo("""
                CONSUMER  DEAD  OLDEST  WAITING
                payment      7       -  vip 0
                email      120       -  vip 1
                """);
    }

    @Test
    void cutsTheLastColumnToTheWidth() {
        Table table = new Table("ID", "ERROR");
        table.add("1", "x".repeat(200));

        assertThat(printed(table, 100).lines()).last().asString().hasSize(100).endsWith("x…");
    }

    @Test
    void removesControlCharacters() {
        Table table = new Table("ID", "ERROR");
        table.add("1", "a\u001b[2Jb\nc\u009bd");

        assertThat(printed(table, 80)).contains("a [2Jb c d");
    }

    private String printed(Table table, int width) {
        table.print(new PrintWriter(out, true), width);
        return out.toString();
    }
}
