package io.orderflow.chaos;

import io.orderflow.launcher.ComposeProject;
import io.orderflow.launcher.Orderflow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults for containers: kills one of several replicas or nodes, and restarts it. */
final class ClusterFaults implements FaultMaker {

    private static final List<String> NODES = List.of("rabbitmq", "rabbitmq-2", "rabbitmq-3");

    private final ComposeProject compose;
    private final Cluster cluster;
    private final AtomicInteger turn = new AtomicInteger();

    ClusterFaults(ComposeProject compose, Cluster cluster) {
        this.compose = compose;
        this.cluster = cluster;
    }

    @Override
    public Map<String, String> poison() {
        return Map.of();
    }

    @Override
    public Fault of(PlannedFault planned) {
        return switch (planned.kind()) {
            case KILL_NODE -> killNode(NODES.get(turn.getAndIncrement() % NODES.size()));
            case KILL_ORDERS -> kill(replica(Orderflow.ORDERS, planned));
            case KILL_PAYMENTS -> kill(replica(Orderflow.PAYMENTS, planned));
            case KILL_EMAILS -> kill(replica(Orderflow.EMAILS, planned));
            default -> throw new IllegalArgumentException(planned.kind() + " is not done to containers");
        };
    }

    /**
     * Never kills two of three nodes. The runner retries the kill until the previous node has caught up, and the repair until this one
     * has.
     */
    private Fault killNode(String node) {
        return Fault.of(
                node,
                () -> {
                    demandWhole();
                    compose.act("kill", node);
                },
                () -> {
                    compose.act("start", node);
                    demandWhole();
                });
    }

    private void demandWhole() {
        if (!cluster.isWhole()) {
            throw new IllegalStateException("a node is missing, or has not caught up");
        }
    }

    private Fault kill(String service) {
        return Fault.of(service, () -> compose.act("kill", service), () -> compose.act("start", service));
    }

    private static String replica(String service, PlannedFault planned) {
        return planned.choice() % 2 == 0 ? service : service + "-2";
    }
}
