package io.orderflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.PrivateFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunFolderTest {

    private final StringWriter err = new StringWriter();
    private final RunFolder folder = new RunFolder("orderflow-run", new PrintWriter(err, true));

    @AfterEach
    void delete() {
        PrivateFiles.delete(folder.home());
    }

    @Test
    void keepsAllOfABadRunAndNamesItsLogs() throws Exception {
        Path data = Files.createDirectories(folder.home().resolve("data"));

        assertThat(folder.exitCode(() -> false)).isOne();

        assertThat(data).exists();
        assertThat(err.toString()).containsOnlyOnce("The logs are kept in " + folder.logs());
    }

    @Test
    void keepsTheLogsOfAnInterruptedRunAlone() throws Exception {
        Path data = Files.createDirectories(folder.home().resolve("data"));
        Path log = Files.createDirectories(folder.logs()).resolve("order-service.log");
        Files.createFile(log);

        folder.deleteAtExit();

        assertThat(data).doesNotExist();
        assertThat(log).exists();
        assertThat(err.toString()).contains("The logs are kept in " + folder.logs());
    }

    @Test
    void deletesAGoodRun() throws Exception {
        assertThat(folder.exitCode(() -> true)).isZero();

        folder.deleteAtExit();

        assertThat(folder.home()).doesNotExist();
        assertThat(err.toString()).isEmpty();
    }
}
