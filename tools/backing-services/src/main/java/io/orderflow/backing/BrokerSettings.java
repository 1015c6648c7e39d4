package io.orderflow.backing;

import java.nio.file.Path;
import java.util.List;

/**
 * How to start a {@link Broker}.
 *
 * @param home the folder of the broker's data, logs and passwords; a container keeps its data only until it is closed
 * @param keepsData false if closing the broker deletes {@code home}
 * @param port the AMQP port; 0 for a free one
 * @param management whether to serve the management page
 * @param managementPort the port of the management page; 0 for a free one
 * @param users further users, created at every start
 * @param definitions files of RabbitMQ definitions in JSON (exchanges, queues, bindings, policies), loaded at every start
 */
public record BrokerSettings(
        Path home,
        boolean keepsData,
        int port,
        boolean management,
        int managementPort,
        List<BrokerUser> users,
        List<Path> definitions) {

    public BrokerSettings {
        users = List.copyOf(users);
        definitions = List.copyOf(definitions);
    }

    public static BrokerSettings in(Path home) {
        return new BrokerSettings(home, true, 0, false, 0, List.of(), List.of());
    }

    /** A broker that deletes its data when it is closed, at the latest when the JVM ends. */
    public static BrokerSettings temporary() {
        return new BrokerSettings(
                PrivateFiles.temporaryFolder("orderflow-broker"), false, 0, false, 0, List.of(), List.of());
    }

    public BrokerSettings port(int amqp) {
        return new BrokerSettings(home, keepsData, amqp, management, managementPort, users, definitions);
    }

    public BrokerSettings managementPort(int http) {
        return new BrokerSettings(home, keepsData, port, true, http, users, definitions);
    }

    public BrokerSettings users(List<BrokerUser> further) {
        return new BrokerSettings(home, keepsData, port, management, managementPort, further, definitions);
    }

    public BrokerSettings definitions(List<Path> files) {
        return new BrokerSettings(home, keepsData, port, management, managementPort, users, files);
    }
}
