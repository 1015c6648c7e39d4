package io.orderflow.chaos;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.backing.Broker;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** The actions of the broker's administrator. */
final class BrokerAdmin {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Broker broker;
    private final ManagementApi page;

    BrokerAdmin(Broker broker) {
        this.broker = broker;
        this.page = new ManagementApi(broker.managementUrl().orElseThrow(), broker.adminUser(), broker.adminPassword());
    }

    /** The management API, as the administrator. */
    ManagementApi page() {
        return page;
    }

    /** Connects directly, without the proxies. A broken connection does not reconnect. */
    Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = broker.connections(broker.adminUser(), broker.adminPassword());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("chaos");
    }

    void limitLength(String queue, int messages) throws IOException, InterruptedException {
        String policy = JSON.writeValueAsString(Map.of(
                "pattern",
                "^" + queue.replace(".", "\\.") + "$",
                "apply-to",
                "queues",
                "definition",
                Map.of("max-length", messages)));
        page.send("PUT", "policies/%2F/chaos-" + queue, policy);
    }

    void unlimitLength(String queue) throws IOException, InterruptedException {
        page.send("DELETE", "policies/%2F/chaos-" + queue, "");
    }
}
