package io.orderflow.infrastructure;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running RabbitMQ of our own, reachable from this machine only. It has no {@code guest}; the administrator's password is
 * random. What can't be started or stopped is an {@link InfrastructureException}.
 */
public interface Broker extends AutoCloseable {

    /** As {@code ops/rabbitmq/advanced.config}, which says why. */
    String ADVANCED_CONFIG = "[{rabbit, [{dead_letter_worker_publisher_confirm_timeout, 10000}]}].\n";

    /** As {@code ops/docker/rabbitmq.conf}, which says why. */
    String SMALL_LOG = "raft.wal_max_size_bytes = 67108864\n";

    String host();

    /** The AMQP port. It stays the same over {@link #stop}, {@link #kill} and {@link #start}. */
    int port();

    String adminUser();

    String adminPassword();

    /** The management page, if it was asked for. */
    Optional<URI> managementUrl();

    /** Such as {@code 3.10.8}. */
    String version();

    /** Shuts the broker down in good order and returns when it is gone. Without effect where it isn't running. */
    void stop();

    /** Ends the broker as {@code kill -9} does and returns when it is gone. Without effect where it isn't running. */
    void kill();

    /** Starts a stopped or killed broker, with the same port and data, and returns when it takes connections. */
    void start();

    /**
     * Makes the broker think that it is short of memory, so that it raises its alarm and takes no message; or ends that. The alarm
     * also ends with the broker.
     */
    void setShortOfMemory(boolean isShort);

    /** Stops the broker and removes what was temporary. No process stays behind. */
    @Override
    void close();

    /** Starts a broker that keeps its data in {@code home}, on a free port. */
    static Broker start(Path home) {
        return start(BrokerSettings.in(home));
    }

    /** Starts a broker that forgets everything when it is closed, at the end of the JVM at the latest. */
    static Broker temporary() {
        return start(BrokerSettings.temporary());
    }

    /** Makes sure that a broker can be started here, which may mean to install RabbitMQ; that is said on stderr. */
    static void prepare() {
        if (!DockerEngine.isUsable()) {
            RabbitInstallation.server();
        }
    }

    /** Starts a broker as a container where a Docker engine answers, and as a process of this machine elsewhere. */
    static Broker start(BrokerSettings settings) {
        try {
            return startOnce(settings);
        } catch (PortTakenException e) {
            // A free port is looked for before the broker listens there, and another process was faster.
            return startOnce(settings);
        }
    }

    private static Broker startOnce(BrokerSettings settings) {
        Broker broker = DockerEngine.isUsable() ? new RabbitContainer(settings) : new RabbitNode(settings);
        OnExit.close(broker);
        try {
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}
