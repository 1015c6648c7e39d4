package io.orderflow.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a broker, through the management API of each. */
final class Cluster {

    private final List<ManagementApi> nodes;

    Cluster(List<ManagementApi> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Any node; while it is up, it reports on all. */
    ManagementApi anyNode() {
        return nodes.get(0);
    }

    /** Whether the cluster could lose any node: all nodes are up and each has all messages. */
    boolean isWhole() {
        return nodes.stream().allMatch(ManagementApi::canBeSpared);
    }

    /** Describes what the cluster lacks. */
    List<String> damage() {
        List<String> damage = new ArrayList<>();
        try {
            if (!isWhole()) {
                damage.add("the cluster could not lose another node");
            }
            anyNode().members().forEach((queue, members) -> {
                if (members != nodes.size()) {
                    damage.add("queue %s is kept by %d nodes of %d".formatted(queue, members, nodes.size()));
                }
            });
        } catch (IOException e) {
            damage.add("the cluster does not report its state: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            damage.add("interrupted before the cluster reported its state");
        }
        return damage;
    }
}
