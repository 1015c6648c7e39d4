package io.orderflow.backing;

import java.nio.file.Path;

/**
 * A private PostgreSQL server, reachable from this machine only, by password. It commits like a production server: committed data
 * survives {@link #kill}. Failures to start or stop are reported as {@link BackingServiceException}.
 */
public interface Database extends AutoCloseable {

    /** The same as in {@code docker-compose.yml}, which gives the reason. */
    String MAX_CONNECTIONS = "300";

    String host();

    /** The port. It stays the same after {@link #stop}, {@link #kill} and {@link #start}. */
    int port();

    /** The superuser {@code postgres}, in the database {@code postgres}. */
    DatabaseCredentials admin();

    /**
     * Creates the database and the login role that owns it, unless they exist, and sets the role's password. The role may not
     * connect to other databases.
     */
    DatabaseCredentials createDatabase(String name, String owner, String password);

    /** Creates the database with an owner of the same name and a new random password. */
    default DatabaseCredentials createDatabase(String name) {
        return createDatabase(name, name, Passwords.random());
    }

    /**
     * Creates a login role that may connect only to this database, unless it exists, and sets its password. The role owns nothing
     * and needs grants from the database's owner. Objects that it owned before become the owner's.
     */
    DatabaseCredentials admit(String role, String password, String database);

    /** Ends all sessions and shuts the server down cleanly. Returns when the server is gone. */
    void stop();

    /** Ends the server as {@code kill -9} does. Returns when the server is gone. */
    void kill();

    /** Starts a stopped or killed server with the same port and data. Returns when the server accepts connections. */
    void start();

    /** Stops the server and deletes temporary data. No process remains. */
    @Override
    void close();

    /** Starts a server that stores its data in {@code home}. Use port 0 for a free port. */
    static Database start(Path home, int port) {
        return start(home, port, true);
    }

    /** Starts a server that deletes its data when it is closed, at the latest when the JVM ends. */
    static Database temporary() {
        return start(PrivateFiles.temporaryFolder("orderflow-database"), 0, false);
    }

    private static Database start(Path home, int port, boolean keepsData) {
        Database database = DockerEngine.isUsable()
                ? new PostgresContainer(home, port, keepsData)
                : new PostgresProcess(home, port, keepsData);
        ShutdownHooks.close(database);
        try {
            database.start();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
