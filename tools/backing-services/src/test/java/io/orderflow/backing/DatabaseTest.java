package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DatabaseTest {

    @TempDir
    static Path folder;

    static Database database;

    @BeforeAll
    static void startDatabase() {
        database = Database.start(folder.resolve("database"), 0);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
        assertThat(Processes.marked(ProcessTag.of(folder.resolve("database")))).isEmpty();
    }

    @BeforeEach
    void startAgain() {
        database.start();
    }

    @Test
    void refusesConnectionsWithoutThePassword() {
        DatabaseCredentials admin = database.admin();

        assertThatThrownBy(() -> DriverManager.getConnection(admin.url(), admin.user(), "guessed"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void restrictsARoleToItsDatabase() throws Exception {
        DatabaseCredentials mine = database.createDatabase("mine");
        DatabaseCredentials other = database.createDatabase("other");

        execute(mine, "CREATE TABLE things (id int)");

        assertThatThrownBy(() -> DriverManager.getConnection(other.url(), mine.user(), mine.password()))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void admitsARoleThatOwnsNothing() throws Exception {
        DatabaseCredentials owner = database.createDatabase("shared", "shared_owner", "owner's");
        DatabaseCredentials guest = database.admit("shared", "guest's", "shared");
        execute(owner, "CREATE TABLE things AS SELECT 3 AS id");

        assertThatThrownBy(() -> firstThing(guest)).hasMessageContaining("permission denied for table things");
        assertThatThrownBy(() -> execute(guest, "CREATE TABLE others (id int)"))
                .hasMessageContaining("permission denied for schema public");
        execute(owner, "GRANT SELECT ON things TO shared");
        assertThat(firstThing(guest)).isEqualTo(3);
    }

    @Test
    void transfersTheTablesOfAFormerOwner() throws Exception {
        execute(database.createDatabase("handed_over", "handed_over", "old"), "CREATE TABLE things AS SELECT 5 AS id");

        DatabaseCredentials owner = database.createDatabase("handed_over", "handed_over_owner", "owner's");
        DatabaseCredentials guest = database.admit("handed_over", "guest's", "handed_over");

        assertThat(firstThing(owner)).isEqualTo(5);
        assertThatThrownBy(() -> execute(guest, "DROP TABLE things")).hasMessageContaining("must be owner");
    }

    @Test
    void createsADatabaseOnceAndRenewsItsPassword() throws Exception {
        execute(database.createDatabase("again", "owner", "first"), "CREATE TABLE things AS SELECT 7 AS id");

        DatabaseCredentials renewed = database.createDatabase("again", "owner", "it's second");

        assertThat(firstThing(renewed)).isEqualTo(7);
    }

    @Test
    void keepsItsDataAfterAStop() throws Exception {
        DatabaseCredentials credentials = database.createDatabase("stopped");
        execute(credentials, "CREATE TABLE things AS SELECT 1 AS id");

        database.stop();

        assertThatThrownBy(() -> firstThing(credentials)).hasMessageContaining("refused");
        database.start();
        assertThat(firstThing(credentials)).isEqualTo(1);
    }

    @Test
    void keepsCommittedDataAfterAKill() throws Exception {
        DatabaseCredentials credentials = database.createDatabase("killed");
        execute(credentials, "CREATE TABLE things AS SELECT 2 AS id");

        database.kill();

        assertThatThrownBy(() -> firstThing(credentials)).hasMessageContaining("refused");
        database.start();
        assertThat(firstThing(credentials)).isEqualTo(2);
    }

    private static void execute(DatabaseCredentials credentials, String statement) throws SQLException {
        try (Connection connection = connect(credentials);
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static int firstThing(DatabaseCredentials credentials) throws SQLException {
        try (Connection connection = connect(credentials);
                Statement run = connection.createStatement();
                ResultSet found = run.executeQuery("SELECT id FROM things")) {
            found.next();
            return found.getInt(1);
        }
    }

    private static Connection connect(DatabaseCredentials credentials) throws SQLException {
        return DriverManager.getConnection(credentials.url(), credentials.user(), credentials.password());
    }
}
