package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Commands;
import io.orderflow.launcher.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {

    private static final String HOSTILE = "a\u001b[2Jb\u009b2Jc\rd\u0007e\u202Ef\u2028g\u200Bh\u0000i";
    private static final String CLEAN = "a [2Jb 2Jc d e f g h i";

    private final PrintStream usual = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @BeforeEach
    void listen() {
        System.setOut(terminal);
    }

    @AfterEach
    void backToUsual() {
        System.setOut(usual);
    }

    @Test
    void cleansAllThatACommandPrints() {
        PrintStream out = PlainText.cleaned(terminal);

        out.println(HOSTILE);
        out.printf("%s\t%s%n", "ä€😀", HOSTILE);
        new PrintWriter(out, true, StandardCharsets.UTF_8).println(HOSTILE);
        out.println("ä".repeat(20_000));
        out.write(0x1b);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(CLEAN + "\nä€😀\t" + CLEAN + "\n" + CLEAN + "\n" + "ä".repeat(20_000) + "\n ");
    }

    @Test
    void makesOneLine() {
        assertThat(PlainText.line("x\r\n" + HOSTILE + "\ny")).isEqualTo("x " + CLEAN + " y");
    }

    @Test
    void logsShowNoControlCharacters(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("payment-service.log");
        Files.writeString(log, "one\n" + HOSTILE + "\n");

        new LogReader(List.of(log)).print(false);

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("one\n" + CLEAN + "\n");
    }

    @Test
    void theOutputOfContainersShowsNoControlCharacters(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log");
        Files.writeString(log, "one\n\n" + HOSTILE + "\n");
        List<String> lines = new ArrayList<>();

        assertThat(Commands.follow(folder, List.of("cat", log.toString()), lines::add))
                .isZero();

        assertThat(lines).containsExactly("one", "", CLEAN);
    }
}
