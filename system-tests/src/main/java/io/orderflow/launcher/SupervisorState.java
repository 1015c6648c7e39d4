package io.orderflow.launcher;

import io.orderflow.infrastructure.Marker;
import io.orderflow.infrastructure.PrivateFiles;
import io.orderflow.infrastructure.Processes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the supervisor in the background tells the commands, in a file that only its owner reads: the token in it lets them stop
 * services.
 *
 * @param failure why it ended before the system was up, or empty
 * @param services which services it has started, or is starting
 * @param controlPort where it takes commands; 0 while the system is starting
 */
record SupervisorState(
        long pid,
        String failure,
        List<String> services,
        int controlPort,
        String controlToken,
        String brokerVersion,
        Ports ports) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "state.json";

    static Optional<SupervisorState> read(Path home) {
        return PrivateFiles.read(home.resolve(FILE)).map(json -> JSON.readValue(json, SupervisorState.class));
    }

    void write(Path home) {
        PrivateFiles.write(home.resolve(FILE), JSON.writeValueAsString(this));
    }

    static void delete(Path home) {
        PrivateFiles.delete(home.resolve(FILE));
    }

    boolean isUp() {
        return controlPort != 0;
    }

    /** A process id alone may be another process's by now; so the marker on its command line counts, too. */
    boolean isAlive(Path home) {
        return Processes.marked(Marker.of(home)).stream().anyMatch(process -> process.pid() == pid);
    }
}
