package io.orderflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.FakeService;
import io.orderflow.launcher.FakeService.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private final List<FakeService> nodes = new ArrayList<>();
    private Cluster cluster;

    private boolean secondIsCritical;
    private String queues = queue("payment.vip", 3) + "," + queue("email.vip", 3);

    @BeforeEach
    void threeNodesAreUp() throws IOException {
        for (int number = 1; number <= 3; number++) {
            int node = number;
            nodes.add(new FakeService(path -> answer(node, path)));
        }
        cluster = new Cluster(nodes.stream()
                .map(node -> new ManagementApi(node.url(), "operator", "secret"))
                .toList());
    }

    private Answer answer(int node, String path) {
        return switch (path) {
            case "/api/health/checks/node-is-quorum-critical" ->
                node == 2 && secondIsCritical
                        ? new Answer(503, "{\"status\":\"failed\"}")
                        : Answer.ok("{\"status\":\"ok\"}");
            case "/api/queues/%2F" -> Answer.ok("[" + queues + "]");
            default -> new Answer(404, "");
        };
    }

    private static String queue(String name, int members) {
        List<String> nodes = IntStream.range(0, members)
                .mapToObj(node -> "\"rabbit@" + node + "\"")
                .toList();
        return "{\"name\":\"%s\",\"type\":\"quorum\",\"members\":%s}".formatted(name, nodes);
    }

    @Test
    void isWholeIfEachNodeCouldBeLost() {
        assertThat(cluster.isWhole()).isTrue();
        assertThat(cluster.damage()).isEmpty();
    }

    @Test
    void isNotWholeWhileANodeHasNotCaughtUp() {
        secondIsCritical = true;

        assertThat(cluster.isWhole()).isFalse();
        assertThat(cluster.damage()).containsExactly("the cluster could not lose another node");
    }

    @Test
    void isNotWholeWhileANodeIsDead() {
        nodes.get(2).close();

        assertThat(cluster.isWhole()).isFalse();
        assertThat(cluster.damage()).containsExactly("the cluster could not lose another node");
    }

    @Test
    void reportsAQueueThatHasLostAMember() {
        queues = queue("payment.vip", 3) + "," + queue("email.vip", 2);

        assertThat(cluster.damage()).containsExactly("queue email.vip is kept by 2 nodes of 3");
    }

    @Test
    void ignoresQueuesThatAreNotReplicated() {
        queues = queue("payment.vip", 3) + ",{\"name\":\"amq.gen-1\",\"type\":\"classic\"}";

        assertThat(cluster.damage()).isEmpty();
    }

    @AfterEach
    void end() {
        nodes.forEach(FakeService::close);
    }
}
