package io.orderflow.launcher;

import io.orderflow.backing.DatabaseCredentials;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs occasional queries on one database, each on its own connection. Errors become a {@link LauncherException} with the database's
 * message.
 */
public final class Sql {

    private final DatabaseCredentials database;

    public Sql(DatabaseCredentials database) {
        this.database = database;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** @return how many rows were changed */
    public int execute(String statement) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public void each(String query, Row row) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                row.take(rows);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public long number(String query) {
        return Long.parseLong(row(query).values().iterator().next());
    }

    /** Returns the only row, with the values as PostgreSQL writes them. */
    public Map<String, String> row(String query) {
        List<Map<String, String>> all = new ArrayList<>();
        each(query, row -> {
            Map<String, String> values = new LinkedHashMap<>();
            ResultSetMetaData columns = row.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                values.put(columns.getColumnLabel(i), row.getString(i));
            }
            all.add(values);
        });
        if (all.size() != 1) {
            throw new LauncherException("There are %d rows instead of one for: %s".formatted(all.size(), query));
        }
        return all.get(0);
    }

    /** Maps the first column of each row to its second, which is a time. */
    public Map<String, Instant> times(String query) {
        Map<String, Instant> times = new HashMap<>();
        each(query, row -> times.put(row.getString(1), row.getTimestamp(2).toInstant()));
        return times;
    }

    private static LauncherException failure(SQLException e) {
        return new LauncherException("The database did not answer as it should: " + e.getMessage(), e);
    }

    @FunctionalInterface
    public interface Row {
        void take(ResultSet row) throws SQLException;
    }
}
