package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.launcher.Orderflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** A service's user floods a queue with messages that no consumer can read. */
class PoisonTest {

    /** Those of the services whose queues receive results of payments. */
    private static final List<String> DATABASES = List.of("orders", "more");

    private static final int MESSAGES = 20_000;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String flood = UUID.randomUUID().toString();

    @AfterEach
    void dropTheFlood() {
        for (String database : DATABASES) {
            of(database, "delete from messaging.dead_letter").update();
        }
    }

    /** Prints how long the order took, which depends on the machine. */
    @Test
    void storesTwentyThousandUnreadableMessagesInGroupsAndHandlesTheResultsBehindThem() throws Exception {
        TestSystem.startAndAwait(Orderflow.MORE_CONSUMERS);
        publishTheFlood();
        long published = System.nanoTime();

        UUID order = Shop.place("behind@example.org", "pm_card_visa");

        await().atMost(PATIENCE).until(() -> Shop.state(order).equals("PAID/SENT"));
        long done = System.nanoTime();
        for (String database : DATABASES) {
            await().atMost(PATIENCE).until(() -> count(database, "*") == MESSAGES);
            assertThat(count(database, "distinct body")).isEqualTo(MESSAGES);
            assertThat(count(database, "distinct xmin::text"))
                    .as("transactions of " + database)
                    .isLessThan(MESSAGES / 4);
        }
        System.out.printf(
                "poison: the order took %d ms, all messages were stored after %d ms%n",
                (done - published) / 1_000_000, (System.nanoTime() - published) / 1_000_000);
    }

    private void publishTheFlood() throws Exception {
        try (Connection connection =
                TestSystem.get().brokerUser(Orderflow.PAYMENTS).newConnection("poisoner")) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            BasicProperties persistent =
                    new BasicProperties.Builder().deliveryMode(2).build();
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = (flood + " " + i).getBytes(StandardCharsets.UTF_8);
                channel.basicPublish("order.results", "payment.completed", persistent, body);
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private long count(String database, String what) {
        return of(database, "select count(%s) from messaging.dead_letter".formatted(what))
                .query(Long.class)
                .single();
    }

    private StatementSpec of(String database, String statement) {
        return TestSystem.database(database)
                .sql(statement + " where position(?::bytea in body) = 1")
                .param(flood.getBytes(StandardCharsets.UTF_8));
    }
}
