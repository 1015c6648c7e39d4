package io.orderflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.SharedBackingServices;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class HistoryMigrationTest {

    @Test
    void givesEventsToOrdersFromBeforeTheHistory() {
        DataSource database = database();
        JdbcClient jdbc = JdbcClient.create(database);
        migrate(database, "1");
        jdbc.sql("""
                insert into orders (id, idempotency_key, request_hash, customer_email, priority, currency, total, items,
                                    status, failure_reason, confirmation, placed_at, paid_at, confirmed_at)
                select gen_random_uuid(), key, case when key is not null then sha256('x') end, 'ada@example.org', 'VIP', 'EUR',
                       19.90, '[{"sku": "book", "quantity": 2, "unitPrice": 9.95}]', status,
                       case when status = 'PAYMENT_FAILED' then 'declined' end, confirmation, now(),
                       case when status = 'PAID' then now() end, case when confirmation = 'SENT' then now() end
                  from (values (null, 'PLACED', 'PENDING'), ('key', 'PAID', 'SENT'), (null, 'PAYMENT_FAILED', 'FAILED'))
                       as old (key, status, confirmation)""").update();

        migrate(database, "2");

        OrderReplay replay = new OrderReplay(new OrderEvents(jdbc), new JdbcTemplate(database));
        OrderReplay.Verdict verdict = new TransactionTemplate(new DataSourceTransactionManager(database))
                .execute(status -> replay.run(replayed -> {}));
        assertThat(verdict).isEqualTo(new OrderReplay.Verdict(3, List.of(), 0));
    }

    private static void migrate(DataSource database, String version) {
        Flyway.configure().dataSource(database).target(version).load().migrate();
    }

    private static DataSource database() {
        Map<String, String> settings = SharedBackingServices.springProperties("orders_of_old");
        return new DriverManagerDataSource(
                settings.get("spring.datasource.url"),
                settings.get("spring.flyway.user"),
                settings.get("spring.flyway.password"));
    }
}
