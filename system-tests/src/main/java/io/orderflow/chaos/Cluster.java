package io.orderflow.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a broker, by the management page of each. */
final class Cluster {

    private final List<ManagementApi> nodes;

    Cluster(List<ManagementApi> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** One that tells of all, while it is up. */
    ManagementApi anyNode() {
        return nodes.get(0);
    }

    /** Whether each could be lost, which is so when all are there and each has all messages. */
    boolean isWhole() {
        return nodes.stream().allMatch(ManagementApi::canBeSpared);
    }

    /** What is missing of it, in words. */
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
            damage.add("the cluster does not say how it is: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            damage.add("interrupted before the cluster said how it is");
        }
        return damage;
    }
}
