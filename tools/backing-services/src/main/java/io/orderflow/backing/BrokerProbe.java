package io.orderflow.backing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * Checks whether a broker accepts the administrator's connection. An open port alone does not show that the broker has booted.
 */
final class BrokerProbe {

    private final ConnectionFactory factory = new ConnectionFactory();

    BrokerProbe(String host, int port, String user, String password) {
        factory.setHost(host);
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setConnectionTimeout(2_000);
        factory.setHandshakeTimeout(5_000);
    }

    boolean answers() {
        try {
            version();
            return true;
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }

    String version() throws IOException, TimeoutException {
        try (Connection connection = factory.newConnection("probe")) {
            return String.valueOf(connection.getServerProperties().get("version"));
        }
    }
}
