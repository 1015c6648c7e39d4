package io.orderflow.backing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs administrative statements as the superuser. */
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
        try (Connection connection = connect(SUPERUSER)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    DatabaseCredentials createDatabase(String name, String owner, String ownerPassword) {
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            makeRole(connection, statement, owner, ownerPassword);
            String quotedName = statement.enquoteIdentifier(name, true);
            String quotedOwner = statement.enquoteIdentifier(owner, true);
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + quotedName + " OWNER " + quotedOwner);
            }
            statement.execute("ALTER DATABASE " + quotedName + " OWNER TO " + quotedOwner);
            statement.execute("REVOKE ALL ON DATABASE " + quotedName + ", postgres, template1 FROM PUBLIC");
        } catch (SQLException e) {
            throw new BackingServiceException("The database " + name + " can't be created: " + e.getMessage(), e);
        }
        return new DatabaseCredentials(url(name), owner, ownerPassword);
    }

    DatabaseCredentials admit(String role, String rolePassword, String database) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            makeRole(connection, statement, role, rolePassword);
            // No limit of a table bounds large objects.
            statement.execute(
                    "REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC");
            String quotedRole = statement.enquoteIdentifier(role, true);
            statement.execute("REASSIGN OWNED BY " + quotedRole + " TO "
                    + statement.enquoteIdentifier(ownerOf(connection, database), true));
            statement.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + statement.enquoteIdentifier(database, true)
                    + " TO " + quotedRole);
        } catch (SQLException e) {
            throw new BackingServiceException(
                    "The role " + role + " can't get access to the database " + database + ": " + e.getMessage(), e);
        }
        return new DatabaseCredentials(url(database), role, rolePassword);
    }

    private static void makeRole(Connection connection, Statement statement, String role, String password)
            throws SQLException {
        String quotedRole = statement.enquoteIdentifier(role, true);
        if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", role)) {
            statement.execute("CREATE ROLE " + quotedRole + " LOGIN");
        }
        statement.execute("ALTER ROLE " + quotedRole + " PASSWORD " + statement.enquoteLiteral(password));
    }

    private static String ownerOf(Connection connection, String database) throws SQLException {
        String query = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, database);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?connectTimeout=2&socketTimeout=30", SUPERUSER, password);
    }

    private String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
