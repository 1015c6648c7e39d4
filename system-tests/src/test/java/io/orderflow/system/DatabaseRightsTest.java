package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.backing.DatabaseCredentials;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each service's role tries actions that it must not be allowed, on its own database and on the others. */
class DatabaseRightsTest {

    private static final List<String> DATABASES = List.of("orders", "payments", "emails", "more");

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payments", "emails", "more"})
    void cannotConnectToOtherDatabases(String name) {
        DatabaseCredentials mine = TestSystem.get().database(name);

        assertThat(Stream.concat(DATABASES.stream(), Stream.of("postgres", "template1")))
                .filteredOn(other -> !other.equals(name))
                .map(other -> mine.url().replaceAll("/" + name + "$", "/" + other))
                .doesNotContain(mine.url())
                .allSatisfy(
                        url -> assertThatThrownBy(() -> DriverManager.getConnection(url, mine.user(), mine.password()))
                                .hasMessageContaining("permission denied for database"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payments", "emails", "more"})
    void cannotChangeTables(String name) {
        JdbcClient service = TestSystem.database(name);
        List<String> tables = service.sql("""
                        select format('%I.%I', schemaname, tablename) from pg_tables
                         where schemaname not in ('pg_catalog', 'information_schema')""").query(String.class).list();

        assertThat(tables)
                .contains("messaging.outbox", "messaging.flyway_schema_history")
                .hasSizeGreaterThan(10);
        for (String table : tables) {
            assertRefused(service, "alter table " + table + " add column more text");
            assertRefused(service, "alter table " + table + " disable trigger all");
            assertRefused(service, "drop table " + table);
            assertRefused(service, "truncate " + table);
            assertRefused(service, "create index on " + table + " ((1))");
        }
        assertRefused(service, "create table mine (id int)");
        assertRefused(service, "create table messaging.mine (id int)");
        assertRefused(service, "create schema mine");
        assertRefused(service, "drop schema messaging cascade");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            orders   | delete from order_event
            orders   | update order_event set cause = 'none'
            orders   | alter table order_event disable trigger append_only
            orders   | drop function refuse_change
            payments | delete from gateway.charge
            payments | update gateway.charge set amount = 0
            emails   | delete from sent_email
            more     | delete from stock_taken
            orders   | delete from messaging.operator_action
            payments | update messaging.operator_action set operator = 'nobody'
            orders   | select messaging.forget_operator_actions(29 * 86400, 1)
            emails   | select forget_sent_emails(29 * 86400, 1)
            emails   | delete from public.flyway_schema_history
            more     | update messaging.flyway_schema_history set success = false""")
    void cannotDeleteOrForgeRecords(String name, String statement) {
        assertRefused(TestSystem.database(name), statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy messaging.outbox to program 'cat'",
                "copy messaging.outbox to '/tmp/outbox'",
                "select pg_read_file('/etc/passwd')",
                "select * from pg_authid",
                "alter system set fsync = off",
                "create role mine",
                "alter role postgres password 'mine'",
                "set role postgres",
                "set session_replication_role = replica",
                "select lo_create(0)",
                "select lo_creat(-1)",
                "select lo_from_bytea(0, 'x')"
            })
    void cannotUseAdministratorsCommands(String statement) {
        assertThat(DATABASES).allSatisfy(name -> assertRefused(TestSystem.database(name), statement));
    }

    @Test
    void ownsNoObjectsAndHasNoAttributes() {
        assertThat(DATABASES).allSatisfy(name -> {
            JdbcClient service = TestSystem.database(name);
            assertThat(count(service, "from pg_class where relowner = current_user::regrole"))
                    .isZero();
            assertThat(count(service, "from pg_database where datdba = current_user::regrole"))
                    .isZero();
            assertThat(count(
                            service,
                            "from pg_roles where rolname = current_user and (rolsuper or rolcreaterole or "
                                    + "rolcreatedb or rolreplication or rolbypassrls)"))
                    .isZero();
            assertThat(count(service, "from pg_auth_members where member = current_user::regrole"))
                    .isZero();
        });
    }

    private static long count(JdbcClient service, String what) {
        return service.sql("select count(*) " + what).query(Long.class).single();
    }

    /** 42501 is PostgreSQL's insufficient_privilege. */
    private static void assertRefused(JdbcClient service, String statement) {
        assertThatThrownBy(() -> service.sql(statement).update())
                .as(statement)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, it -> assertThat(it.getSQLState()).isEqualTo("42501"));
    }
}
