package io.orderflow.backing;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A private RabbitMQ broker, reachable from this machine only. It has no user {@code guest}, and the administrator's password is
 * random. Failures to start or stop are reported as {@link BackingServiceException}.
 */
public interface Broker extends AutoCloseable {

    /** The same as {@code deploy/rabbitmq/advanced.config}, which gives the reason. */
    String ADVANCED_CONFIG = "[{rabbit, [{dead_letter_worker_publisher_confirm_timeout, 10000}]}].\n";

    /** The same as in {@code deploy/docker/rabbitmq.conf}, which gives the reasons. */
    String LIMITS = """
            raft.wal_max_size_bytes = 67108864
            max_message_size = 32768
            """;

    String host();

    /** The AMQP port. It stays the same after {@link #stop}, {@link #kill} and {@link #start}. */
    int port();

    String adminUser();

    String adminPassword();

    /** Connections as this user. */
    default ConnectionFactory connections(String user, String password) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host());
        factory.setPort(port());
        factory.setUsername(user);
        factory.setPassword(password);
        return factory;
    }

    /** The URL of the management page; empty unless it was requested. */
    Optional<URI> managementUrl();

    /** The version, such as {@code 3.10.8}. */
    String version();

    /** Shuts the broker down cleanly and returns when it is gone. Has no effect if the broker is not running. */
    void stop();

    /** Ends the broker as {@code kill -9} does and returns when it is gone. Has no effect if the broker is not running. */
    void kill();

    /** Starts a stopped or killed broker with the same port and data. Returns when the broker accepts connections. */
    void start();

    /**
     * Raises or clears the broker's memory alarm. During the alarm the broker blocks publishers. A restart also clears the alarm.
     */
    void setShortOfMemory(boolean isShort);

    /** Stops the broker and deletes temporary data. No process remains. */
    @Override
    void close();

    /** Starts a broker that stores its data in {@code home}, on a free port. */
    static Broker start(Path home) {
        return start(BrokerSettings.in(home));
    }

    /** Makes sure that a broker can start on this machine. This may download RabbitMQ, which is reported on stderr. */
    static void prepare() {
        if (!DockerEngine.isUsable()) {
            RabbitInstallation.findOrDownload();
        }
    }

    /** Starts a broker in a container if a Docker engine answers, otherwise as a native process. */
    static Broker start(BrokerSettings settings) {
        try {
            return startOnce(settings);
        } catch (PortTakenException e) {
            // Another process took the free port before the broker could listen on it.
            return startOnce(settings);
        }
    }

    private static Broker startOnce(BrokerSettings settings) {
        Broker broker = DockerEngine.isUsable() ? new RabbitContainer(settings) : new RabbitNode(settings);
        ShutdownHooks.close(broker);
        try {
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
