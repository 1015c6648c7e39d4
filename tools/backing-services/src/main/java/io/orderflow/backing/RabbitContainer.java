package io.orderflow.backing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** RabbitMQ in a container with a fixed port. A port that Docker picks changes when the container starts again. */
final class RabbitContainer implements Broker {

    private static final DockerImageName IMAGE = DockerImageName.parse("rabbitmq:4.3-management-alpine");
    private static final String DEFINITIONS = "/etc/rabbitmq/definitions/";
    private static final String ADMIN = "admin";
    private static final Duration BOOTS_IN = Duration.ofSeconds(120);
    private static final String COOKIE = "/var/lib/rabbitmq/.erlang.cookie";
    private static final int READABLE = 0644;
    private static final int OWNER_ONLY = 0600;

    private final BrokerSettings settings;
    private final String password = Passwords.random();
    private final int port;
    private final int managementPort;
    private final FixedPortContainer container;
    private final BrokerProbe probe;

    private String version = "not started yet";

    RabbitContainer(BrokerSettings settings) {
        this.settings = settings;
        this.port = FreePorts.orGiven(settings.port());
        this.managementPort = FreePorts.orGiven(settings.managementPort());
        this.probe = new BrokerProbe("127.0.0.1", port, ADMIN, password);
        this.container = new FixedPortContainer(IMAGE);
        container.publish(port, 5672);
        if (settings.management()) {
            container.publish(managementPort, 15672);
        }
        copyDefinitions();
        // As in docker-compose.yml. The image's start script makes the broker's user the owner of the file.
        container.withCopyToContainer(Transferable.of(Passwords.random(), OWNER_ONLY), COOKIE);
        container.readyWhen(probe::answers, BOOTS_IN);
    }

    private void copyDefinitions() {
        List<BrokerUser> users = new ArrayList<>(settings.users());
        users.add(BrokerUser.administrator(ADMIN, password));
        copy(BrokerDefinitions.of(users), DEFINITIONS + "00-users.json");
        for (Path file : settings.definitions()) {
            String content =
                    PrivateFiles.read(file).orElseThrow(() -> new BackingServiceException("There is no file " + file));
            copy(content, DEFINITIONS + "10-" + file.getFileName());
        }
        copy(ADVANCED_CONFIG, "/etc/rabbitmq/advanced.config");
        copy(LIMITS + "load_definitions = " + DEFINITIONS + "\n", "/etc/rabbitmq/conf.d/90-orderflow.conf");
    }

    /** The broker in the container runs as another user and must be able to read the file. */
    private void copy(String content, String file) {
        container.withCopyToContainer(Transferable.of(content, READABLE), file);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String adminUser() {
        return ADMIN;
    }

    @Override
    public String adminPassword() {
        return password;
    }

    @Override
    public Optional<URI> managementUrl() {
        return settings.management() ? Optional.of(URI.create("http://127.0.0.1:" + managementPort)) : Optional.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void start() {
        container.startAgain();
        if (!Poll.until(BOOTS_IN, probe::answers)) {
            throw new BackingServiceException("RabbitMQ's container did not start. Its log:\n" + container.getLogs());
        }
        try {
            version = probe.version();
        } catch (IOException | TimeoutException e) {
            throw new BackingServiceException("RabbitMQ went away while starting", e);
        }
    }

    @Override
    public void stop() {
        container.halt();
    }

    @Override
    public void kill() {
        container.kill();
    }

    @Override
    public void setShortOfMemory(boolean isShort) {
        container.run(MemoryAlarm.command("rabbitmqctl", isShort));
    }

    @Override
    public void close() {
        ShutdownHooks.forget(this);
        container.close();
        if (!settings.keepsData()) {
            PrivateFiles.delete(settings.home());
        }
    }
}
