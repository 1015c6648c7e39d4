package io.orderflow.launcher;

import io.orderflow.backing.Database;
import io.orderflow.backing.DatabaseCredentials;
import java.net.URI;
import java.util.Map;

/**
 * A database for one {@link Training} of order-service, with the roles of its real one. The training may change nothing of a system
 * that runs. So it has no broker, either.
 */
final class TrainingDatabase implements AutoCloseable {

    private static final String NAME = "training";
    private static final String CLOSED_PORT = "1";

    private final Database server;
    private final DatabaseCredentials database;

    private TrainingDatabase(Database server, DatabaseCredentials database) {
        this.server = server;
        this.database = database;
    }

    /**
     * @param user as whom the service works
     * @param owner who makes the tables
     */
    static TrainingDatabase create(Database server, DatabaseCredentials user, String owner, String ownersPassword) {
        server.createDatabase(NAME, owner, ownersPassword);
        return new TrainingDatabase(server, server.admit(user.user(), user.password(), NAME));
    }

    /** The settings that differ from those of the service in the system. */
    Map<String, String> environment(URI url) {
        return Map.of(
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_RABBITMQ_PORT", CLOSED_PORT,
                "SERVER_ADDRESS", url.getHost(),
                "SERVER_PORT", Integer.toString(url.getPort()));
    }

    @Override
    public void close() {
        new Sql(server.admin()).execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(NAME));
    }
}
