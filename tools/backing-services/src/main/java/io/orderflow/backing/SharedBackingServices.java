package io.orderflow.backing;

import com.rabbitmq.client.ConnectionFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One broker and one database server for all tests of a JVM. They start on first use and end with the JVM. */
public final class SharedBackingServices {

    private SharedBackingServices() {}

    public static Broker broker() {
        return BrokerHolder.BROKER;
    }

    public static Database database() {
        return DatabaseHolder.DATABASE;
    }

    /**
     * Connections as the user of a service: {@code order-service}, {@code payment-service} or {@code email-service}. Unlike in
     * production, each of them has all rights, so only the consumer's checks remain.
     */
    public static ConnectionFactory brokerUser(String service) {
        return broker().connections(service, BrokerHolder.PASSWORD);
    }

    /**
     * The settings with which a Spring Boot application uses both servers. The first call creates the database. As in production,
     * one role owns the tables and another one uses them.
     */
    public static Map<String, String> springProperties(String databaseName) {
        DatabaseCredentials owner =
                database().createDatabase(databaseName, databaseName + "_owner", DatabaseHolder.OWNERS_PASSWORD);
        DatabaseCredentials database = database().admit(databaseName, DatabaseHolder.PASSWORD, databaseName);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.flyway.user", owner.user());
        properties.put("spring.flyway.password", owner.password());
        properties.put("spring.rabbitmq.host", broker().host());
        properties.put("spring.rabbitmq.port", Integer.toString(broker().port()));
        properties.put("spring.rabbitmq.username", broker().adminUser());
        properties.put("spring.rabbitmq.password", broker().adminPassword());
        return properties;
    }

    private static final class BrokerHolder {
        static final String PASSWORD = Passwords.random();
        static final Broker BROKER = Broker.start(BrokerSettings.temporary()
                .users(Stream.of("order-service", "payment-service", "email-service")
                        .map(it -> new BrokerUser(it, PASSWORD, Set.of(), ".*", ".*", ".*", List.of()))
                        .toList()));
    }

    private static final class DatabaseHolder {
        static final Database DATABASE = Database.temporary();
        static final String PASSWORD = Passwords.random();
        static final String OWNERS_PASSWORD = Passwords.random();
    }
}
