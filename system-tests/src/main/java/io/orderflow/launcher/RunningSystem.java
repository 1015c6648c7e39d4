package io.orderflow.launcher;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system that {@code ./demo up} has started, as the other commands see it. */
interface RunningSystem {

    /** What {@code stop}, {@code start}, {@code kill} and {@code logs} know, in both forms of the system. */
    List<String> PARTS = List.of(
            Orderflow.ORDERS,
            Orderflow.PAYMENTS,
            Orderflow.EMAILS,
            Orderflow.MORE_CONSUMERS,
            "rabbitmq",
            "postgres",
            "mail",
            Orderflow.GATEWAY);

    /** The system that is up. */
    static RunningSystem find(Project project) {
        Optional<RunningSystem> processes = NativeSystem.find(project).map(RunningSystem.class::cast);
        return processes
                .or(() -> ComposeSystem.find(project))
                .orElseThrow(() -> new LauncherException("Orderflow is not running. Start it by: ./demo up"));
    }

    /** Whether it was started with {@value Orderflow#MORE_CONSUMERS}, which may be stopped by now. */
    boolean hasMoreConsumers();

    /** The parts that it has. */
    default List<String> parts() {
        boolean all = hasMoreConsumers();
        return PARTS.stream()
                .filter(part -> all || !part.equals(Orderflow.MORE_CONSUMERS))
                .toList();
    }

    /** This system, if it has that part. */
    default RunningSystem having(String part) {
        if (!parts().contains(part)) {
            throw new LauncherException(
                    "Orderflow is up without " + part + ". To have it: ./demo down && ./demo up --all");
        }
        return this;
    }

    URI orderApi();

    /** Where people look, by what they see there. */
    Map<String, String> addresses();

    /** Each part with its state in a word or two. */
    Map<String, String> health();

    /** Connections to the broker as its operator. */
    ConnectionFactory operator();

    /** Each of its services, as operators reach it. */
    List<OpsApi> operations();

    /** One of its services, as operators reach it. */
    default OpsApi operations(String service) {
        return operations().stream()
                .filter(it -> it.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    /** @param action {@code stop}, {@code start} or {@code kill}; returns when it is done */
    void act(String action, String part);

    /** Prints what the parts have logged; with {@code follow} until the command is ended. Empty {@code part} means all. */
    void logs(Optional<String> part, boolean follow);

    /** Ends it all. With {@code wipe} its data goes, too. */
    void down(boolean wipe);
}
