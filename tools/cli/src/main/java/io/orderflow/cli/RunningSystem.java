package io.orderflow.cli;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system that {@code ./demo up} has started, as the other commands use it. */
interface RunningSystem {

    /** The parts that {@code stop}, {@code start}, {@code kill} and {@code logs} accept, in both forms of the system. */
    List<String> PARTS = List.of(
            Orderflow.ORDERS,
            Orderflow.PAYMENTS,
            Orderflow.EMAILS,
            Orderflow.MORE_CONSUMERS,
            "rabbitmq",
            "postgres",
            "mail",
            Orderflow.GATEWAY);

    /** Finds the running system. */
    static RunningSystem find(Project project) {
        Optional<RunningSystem> processes = NativeSystem.find(project).map(RunningSystem.class::cast);
        return processes
                .or(() -> ComposeSystem.find(project))
                .orElseThrow(() -> new LauncherException("Orderflow is not running. Start it by: ./demo up"));
    }

    /** Whether the system was started with {@value Orderflow#MORE_CONSUMERS}, which may be stopped by now. */
    boolean hasMoreConsumers();

    /** The parts of this system. */
    default List<String> parts() {
        boolean all = hasMoreConsumers();
        return PARTS.stream()
                .filter(part -> all || !part.equals(Orderflow.MORE_CONSUMERS))
                .toList();
    }

    /** Returns this system if it has that part. */
    default RunningSystem having(String part) {
        if (!parts().contains(part)) {
            throw new LauncherException(
                    "Orderflow is up without " + part + ". To start it: ./demo down && ./demo up --all");
        }
        return this;
    }

    URI orderApi();

    /** The addresses of pages and APIs for people, by their use. */
    Map<String, String> addresses();

    /** Each part with its state in a word or two. */
    Map<String, String> health();

    /** Creates connections to the broker as its operator. */
    ConnectionFactory operator();

    /** The operators' API of each of its services. */
    List<OpsApi> operations();

    /** The operators' API of one of its services. */
    default OpsApi operations(String service) {
        return operations().stream()
                .filter(it -> it.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    /** @param action {@code stop}, {@code start} or {@code kill}; returns when it is done */
    void act(String action, String part);

    /** Prints the logs of the parts; with {@code follow} until the command is ended. An empty {@code part} means all. */
    void logs(Optional<String> part, boolean follow);

    /** Stops the whole system. With {@code wipe} also deletes its data. */
    void down(boolean wipe);
}
