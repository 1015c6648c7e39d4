package io.orderflow.cli;

import io.orderflow.backing.PrivateFiles;
import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.Processes;
import io.orderflow.launcher.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of the background supervisor, in a file for the commands. Only its owner may read the file, because its token permits
 * stopping services.
 *
 * @param failure why it ended before the system was up, or empty
 * @param services the services that it has started or is starting
 * @param controlPort where it accepts commands; 0 while the system is starting
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

    /** Checks the marker on the command line as well, because another process may have reused the process id. */
    boolean isAlive(Path home) {
        return Processes.marked(ProcessTag.of(home)).stream().anyMatch(process -> process.pid() == pid);
    }
}
