package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Only for the native broker. */
@DisabledIf("io.orderflow.backing.DockerEngine#isUsable")
class RabbitInstallationTest {

    private static final List<String> SYSTEM_FOLDERS = List.of("usr/lib/erlang", "usr/lib/rabbitmq");

    @TempDir
    Path folder;

    @Test
    void runsOnlyUnpackedPrograms() throws Exception {
        Path unpacked = unpacked();
        RabbitInstallation.makeRunnable(unpacked);
        RabbitInstallation installation = RabbitInstallation.unpackedIn(unpacked);
        Path home = folder.resolve("broker");

        try (RabbitNode node = new RabbitNode(BrokerSettings.in(home), () -> installation)) {
            node.start();

            assertThat(node.version()).isNotBlank();
            assertThat(programsOf(home))
                    .filteredOn(program -> !program.toString().endsWith("sh"))
                    .anyMatch(program -> program.endsWith("beam.smp"))
                    .anyMatch(program -> program.endsWith("epmd"))
                    .allMatch(program -> program.startsWith(unpacked));
            // Runs rabbitmqctl, which fails if it does not find Erlang or the node.
            node.setShortOfMemory(false);
        }
    }

    @Test
    void completesAnInstalledErlang() throws IOException {
        Files.createDirectories(folder.resolve("usr/lib/erlang/lib/mnesia-1"));

        RabbitInstallation.makeRunnable(folder);

        assertThat(RabbitInstallation.unpackedIn(folder).environment())
                .containsEntry("ERL_LIBS", folder.resolve("usr/lib/erlang/lib").toString())
                .doesNotContainKey("PATH");
    }

    /** The same files as Debian's packages contain. */
    private Path unpacked() throws Exception {
        Path unpacked = folder.toRealPath().resolve("unpacked");
        for (String name : SYSTEM_FOLDERS) {
            Path installed = Path.of("/").resolve(name);
            assumeTrue(Files.isDirectory(installed), "BrokerTest runs unpacked programs if none are installed");
            Path copy = unpacked.resolve(name);
            Files.createDirectories(copy.getParent());
            assertThat(new ProcessBuilder("cp", "-a", installed.toString(), copy.toString())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
        return unpacked;
    }

    /** The processes whose environment shows that this node started them, such as epmd. */
    private static List<Path> programsOf(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> belongsTo(home, process))
                .map(process -> Path.of(process.info().command().orElse("ended")))
                .toList();
    }

    private static boolean belongsTo(Path home, ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"))
                    .contains("HOME=" + home);
        } catch (IOException e) {
            return false;
        }
    }
}
