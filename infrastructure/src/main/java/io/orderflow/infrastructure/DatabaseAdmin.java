package io.orderflow.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The superuser's work on a server. */
final class DatabaseAdmin {

    static final String SUPERUSER = "postgres";

    private final String host;
    private final int port;
    private final String password;

    DatabaseAdmin(String host, int port, String password) {
        this.host = host;
        this.port = port;
        this.password = password;
    }

    DatabaseCredentials credentials() {
        return new DatabaseCredentials(url(SUPERUSER), SUPERUSER, password);
    }

    boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    DatabaseCredentials createDatabase(String name, String rolePassword) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String quotedName = statement.enquoteIdentifier(name, true);
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + quotedName + " LOGIN");
            }
            statement.execute("ALTER ROLE " + quotedName + " PASSWORD " + statement.enquoteLiteral(rolePassword));
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + quotedName + " OWNER " + quotedName);
            }
            statement.execute("REVOKE CONNECT ON DATABASE " + quotedName + " FROM PUBLIC");
        } catch (SQLException e) {
            throw new InfrastructureException("The database " + name + " can't be made: " + e.getMessage(), e);
        }
        return new DatabaseCredentials(url(name), name, rolePassword);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(SUPERUSER) + "?connectTimeout=2&socketTimeout=30", SUPERUSER, password);
    }

    private String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
