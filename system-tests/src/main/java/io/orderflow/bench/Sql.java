package io.orderflow.bench;

import io.orderflow.infrastructure.DatabaseCredentials;
import io.orderflow.launcher.LauncherException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One database, asked now and then; each question has a connection of its own. */
final class Sql {

    private final DatabaseCredentials database;

    Sql(DatabaseCredentials database) {
        this.database = database;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** @return how many rows were changed */
    int execute(String statement) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    long number(String query) {
        return Long.parseLong(row(query).values().iterator().next());
    }

    /** The first row, as PostgreSQL writes its values. */
    Map<String, String> row(String query) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            if (!rows.next()) {
                throw new LauncherException("There is no row for: " + query);
            }
            Map<String, String> row = new LinkedHashMap<>();
            ResultSetMetaData columns = rows.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), rows.getString(i));
            }
            return row;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The second column of each row, which is a time, by the first. */
    Map<String, Instant> times(String query) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            Map<String, Instant> times = new HashMap<>();
            while (rows.next()) {
                times.put(rows.getString(1), rows.getTimestamp(2).toInstant());
            }
            return times;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static LauncherException failure(SQLException e) {
        return new LauncherException("The database did not do its part of the benchmark: " + e.getMessage(), e);
    }
}
