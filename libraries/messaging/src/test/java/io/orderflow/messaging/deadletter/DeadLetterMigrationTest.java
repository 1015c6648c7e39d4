package io.orderflow.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.SharedBackingServices;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** During a rolling restart, replicas of the previous release use the tables of this release. */
class DeadLetterMigrationTest {

    /** The statements of {@code DeadLetterRepository} before the column {@code redriven} existed. */
    private static final String FILE_BEFORE = """
            insert into messaging.dead_letter
                   (id, consumer, died_at, reason, error, attempts, queue, routing_key, message_id, type,
                    correlation_id, headers, body)
            values (gen_random_uuid(), 'demo', now(), 'permanent', 'error', 1, 'demo.vip', 'demo.vip', ?, 'payment.failed',
                    'order', ?::jsonb, 'body')""";

    private static final String COUNT_BEFORE =
            "select (headers ->> 'orderflow-redriven')::int as redriven from messaging.dead_letter where message_id = ?";

    private static final String REDRIVE_BEFORE = """
            with chosen as (
                delete from messaging.dead_letter where message_id = ? returning *)
            insert into messaging.outbox (exchange, routing_key, message_id, type, correlation_id, headers, body)
            select consumer, routing_key, message_id, type, correlation_id,
                   headers || jsonb_build_object('orderflow-redriven', coalesce((headers ->> 'orderflow-redriven')::int, 0) + 1),
                   body
              from chosen""";

    @Test
    void countsRedrivesOfRowsWrittenByTheReleaseBefore() {
        DataSource database = database();
        JdbcClient jdbc = JdbcClient.create(database);
        migrate(database, "6");
        file(jdbc, "before", "{\"orderflow-redriven\": 2}");
        file(jdbc, "odd", "{\"orderflow-redriven\": \"never\"}");

        migrate(database, "7");

        file(jdbc, "after", "{\"orderflow-redriven\": 3}");
        file(jdbc, "first", "{}");
        assertThat(redriven(jdbc, "before")).isEqualTo(2);
        assertThat(redriven(jdbc, "odd")).isZero();
        assertThat(redriven(jdbc, "after")).isEqualTo(3);
        assertThat(redriven(jdbc, "first")).isZero();
        assertThat(jdbc.sql(COUNT_BEFORE).param("after").query(Integer.class).single())
                .isEqualTo(3);
        assertThat(jdbc.sql(REDRIVE_BEFORE).param("after").update()).isEqualTo(1);
    }

    private static void file(JdbcClient jdbc, String messageId, String headers) {
        jdbc.sql(FILE_BEFORE).params(messageId, headers).update();
    }

    private static int redriven(JdbcClient jdbc, String messageId) {
        return jdbc.sql("select redriven from messaging.dead_letter where message_id = ?")
                .param(messageId)
                .query(Integer.class)
                .single();
    }

    private static void migrate(DataSource database, String version) {
        Flyway.configure()
                .dataSource(database)
                .schemas("messaging")
                .locations("classpath:db/messaging")
                .target(version)
                .load()
                .migrate();
    }

    private static DataSource database() {
        Map<String, String> settings = SharedBackingServices.springProperties("dead_letters_of_old");
        return new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.flyway.user"),
                settings.get("spring.flyway.password"));
    }
}
