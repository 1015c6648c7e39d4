package io.orderflow.operations.health;

import io.orderflow.messaging.watchdog.Watchdog;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds a health check of the workers, and replaces the one of the database. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

    /** Deletes nothing, and is refused by a standby and by a session that may only read. */
    private static final String WRITES = """
            with nothing as (delete from messaging.consumer_control where false returning true)
            select count(*) from nothing""";

    /**
     * The name makes it the component {@code db}. A read-only database fails it, because a service can do nothing with such a
     * database.
     */
    @Bean
    DataSourceHealthIndicator dbHealthIndicator(DataSource database) {
        return new DataSourceHealthIndicator(database, WRITES);
    }

    /** The name makes it the component {@code workers}. */
    @Bean
    WorkersHealthIndicator workersHealthIndicator(Watchdog watchdog) {
        return new WorkersHealthIndicator(watchdog);
    }
}
