package io.orderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.ProcessTag;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorStateTest {

    @TempDir
    Path home;

    @Test
    void canBeReadBackAndOnlyByItsOwner() throws IOException {
        SupervisorState state = state(1);

        state.write(home);

        assertThat(SupervisorState.read(home)).contains(state);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("state.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void recognisesOnlyTheSupervisorsProcess() {
        assertThat(state(ProcessHandle.current().pid()).isAlive(home)).isFalse();
    }

    @Test
    void endsTheProcessesOfADeadSupervisor() throws Exception {
        Process left = new ProcessBuilder(
                        "sh", "-c", "read nothing", ProcessTag.of(home).word())
                .start();
        state(999_999_999).write(home);

        int ended = NativeSystem.endLeftovers(home);

        assertThat(ended).isEqualTo(1);
        assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(SupervisorState.read(home)).isEmpty();
    }

    private static SupervisorState state(long pid) {
        return new SupervisorState(pid, "", Orderflow.SERVICES, 4711, "token", "4.0.5", Ports.usual(0));
    }
}
