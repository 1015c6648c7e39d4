package io.orderflow.backing;

import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container. Its data lives as long as this object. */
final class PostgresContainer implements Database {

    private static final DockerImageName IMAGE = DockerImageName.parse("postgres:17-alpine");
    private static final Duration STARTS_IN = Duration.ofSeconds(60);

    private final Path home;
    private final boolean keepsData;
    private final int port;
    private final FixedPortContainer container = new FixedPortContainer(IMAGE);
    private final DatabaseAdmin admin;

    PostgresContainer(Path home, int port, boolean keepsData) {
        this.home = home;
        this.keepsData = keepsData;
        this.port = FreePorts.orGiven(port);
        String password = Passwords.random();
        this.admin = new DatabaseAdmin(host(), this.port, password);
        container.withEnv("POSTGRES_PASSWORD", password);
        container.withCommand("postgres", "-c", "max_connections=" + MAX_CONNECTIONS);
        container.publish(this.port, 5432);
        container.readyWhen(admin::answers, STARTS_IN);
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
    public DatabaseCredentials admin() {
        return admin.credentials();
    }

    @Override
    public DatabaseCredentials createDatabase(String name, String owner, String ownerPassword) {
        return admin.createDatabase(name, owner, ownerPassword);
    }

    @Override
    public DatabaseCredentials admit(String role, String rolePassword, String database) {
        return admin.admit(role, rolePassword, database);
    }

    @Override
    public void start() {
        container.startAgain();
        if (!Poll.until(STARTS_IN, admin::answers)) {
            throw new BackingServiceException("PostgreSQL's container did not start. Its log:\n" + container.getLogs());
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
    public void close() {
        ShutdownHooks.forget(this);
        container.close();
        if (!keepsData) {
            PrivateFiles.delete(home);
        }
    }
}
