package io.orderflow.backing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes one database read-only and ends its sessions, as a fail-over or a managed server with a full disk does. The end of the mode
 * leaves open sessions as they are, so they stay read-only.
 */
public final class ReadOnlyMode implements AutoCloseable {

    private final DatabaseCredentials admin;
    private final String database;

    private ReadOnlyMode(DatabaseCredentials admin, String database) {
        this.admin = admin;
        this.database = database;
    }

    public static ReadOnlyMode of(Database server, String database) {
        return new ReadOnlyMode(server.admin(), database);
    }

    public void begin() {
        execute(
                "alter database \"%s\" set default_transaction_read_only = on".formatted(database),
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(database));
    }

    /** Does no harm if the mode has not begun. */
    @Override
    public void close() {
        execute("alter database \"%s\" reset default_transaction_read_only".formatted(database));
    }

    private void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(admin.url(), admin.user(), admin.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new BackingServiceException("the mode of database %s can't be changed".formatted(database), e);
        }
    }
}
