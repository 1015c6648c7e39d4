package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.FreePorts;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ProcessTag;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Ports;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of commands for a system that consists only of its state file and a process with its marker. */
class RunningSystemTest {

    @TempDir
    Path root;

    private Project project;
    private Process supervisor;

    @BeforeEach
    void start() throws IOException {
        project = new Project(root);
        PrivateFiles.folder(project.home());
        supervisor = new ProcessBuilder(
                        "sh",
                        "-c",
                        "read nothing",
                        ProcessTag.of(project.home()).word())
                .start();
    }

    @AfterEach
    void end() throws InterruptedException {
        supervisor.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }

    @Test
    void explainsHowToStartAMissingPart() {
        RunningSystem system = upWith(false);

        assertThat(system.parts()).contains(Orderflow.EMAILS, "rabbitmq").doesNotContain(Orderflow.MORE_CONSUMERS);
        assertThat(system.having(Orderflow.EMAILS)).isSameAs(system);
        assertThatThrownBy(() -> system.having(Orderflow.MORE_CONSUMERS))
                .isInstanceOf(LauncherException.class)
                .hasMessage("Orderflow is up without more-consumers. To start it: ./demo down && ./demo up --all");
        assertThat(system.health()).doesNotContainKey(Orderflow.MORE_CONSUMERS);
        assertThat(system.health()).containsEntry(Orderflow.GATEWAY, "unknown");
        assertThat(system.addresses()).doesNotContainKey("Analytics");
    }

    @Test
    void includesAPartThatIsDown() {
        RunningSystem system = upWith(true);

        assertThat(system.having(Orderflow.MORE_CONSUMERS)).isSameAs(system);
        assertThat(system.health()).containsEntry(Orderflow.MORE_CONSUMERS, "down");
        assertThat(system.addresses()).containsKey("Analytics");
    }

    @Test
    void namesTheOperatorAndTheFileOfThePassword() {
        assertThat(upWith(false).addresses())
                .containsEntry(
                        "Operators",
                        "user operator, password in " + project.home().resolve("ops.password"));
    }

    @Test
    void explainsWhatToDoIfThePasswordIsMissing() {
        RunningSystem system = upWith(true);
        assertThatThrownBy(system::operations)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("ops.password is missing")
                .hasMessageEndingWith("Restart: ./demo down && ./demo up");

        PrivateFiles.write(project.home().resolve("ops.password"), "secret");

        assertThat(system.operations()).extracting(OpsApi::service).containsExactlyElementsOf(Orderflow.services(true));
    }

    @Test
    void endsASupervisorThatAcceptsNoCommands() throws Exception {
        upWith(false).down(false);

        assertThat(supervisor.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(SupervisorState.read(project.home())).isEmpty();
    }

    @Test
    void endsASupervisorThatDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            upWith(false, silent.getLocalPort()).down(false);

            assertThat(supervisor.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private RunningSystem upWith(boolean moreConsumers) {
        return upWith(moreConsumers, FreePorts.one());
    }

    private RunningSystem upWith(boolean moreConsumers, int controlPort) {
        new SupervisorState(
                        supervisor.pid(),
                        "",
                        Orderflow.services(moreConsumers),
                        controlPort,
                        "token",
                        "4.0.5",
                        Ports.free())
                .write(project.home());
        return RunningSystem.find(project);
    }
}
