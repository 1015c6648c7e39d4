package io.orderflow.infrastructure;

import java.nio.file.Path;

/**
 * A running PostgreSQL of our own, reachable from this machine only, by password. It commits as a production server does: what is
 * committed survives {@link #kill}. What can't be started or stopped is an {@link InfrastructureException}.
 */
public interface Database extends AutoCloseable {

    String host();

    /** Stays the same over {@link #stop}, {@link #kill} and {@link #start}. */
    int port();

    /** The superuser {@code postgres}, in the database {@code postgres}. */
    DatabaseCredentials admin();

    /**
     * Makes the database and the login role that owns it, unless they are there, and gives the role this password. The role may
     * not enter other databases.
     */
    DatabaseCredentials createDatabase(String name, String owner, String password);

    /** The same with an owner that is called as the database is, and has a new random password. */
    default DatabaseCredentials createDatabase(String name) {
        return createDatabase(name, name, Passwords.random());
    }

    /**
     * Makes a login role that may enter this database and no other, unless it is there, and gives it this password. It owns
     * nothing, and may do there what the database's owner lets it; what it owned until now is the owner's.
     */
    DatabaseCredentials admit(String role, String password, String database);

    /** Ends all sessions, shuts the server down in good order and returns when it is gone. */
    void stop();

    /** Ends the server as {@code kill -9} does and returns when it is gone. */
    void kill();

    /** Starts a stopped or killed server, with the same port and data, and returns when it takes connections. */
    void start();

    /** Stops the server and removes what was temporary. No process stays behind. */
    @Override
    void close();

    /** Starts a server that keeps its data in {@code home}. {@code port} may be 0 for a free one. */
    static Database start(Path home, int port) {
        return start(home, port, true);
    }

    /** Starts a server that forgets everything when it is closed, at the end of the JVM at the latest. */
    static Database temporary() {
        return start(PrivateFiles.temporaryFolder("orderflow-database"), 0, false);
    }

    private static Database start(Path home, int port, boolean keepsData) {
        Database database = DockerEngine.isUsable()
                ? new PostgresContainer(home, port, keepsData)
                : new PostgresProcess(home, port, keepsData);
        OnExit.close(database);
        try {
            database.start();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
