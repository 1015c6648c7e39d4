package io.orderflow.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.backing.SharedBackingServices;
import io.orderflow.messaging.ConfirmedMessages;
import io.orderflow.messaging.MessagingTest;
import io.orderflow.messaging.PacedHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@MessagingTest
class BrokerShortOfMemoryTest {

    private static final String QUEUE = "elsewhere-here";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private ConfirmedMessages messages;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PacedHandler handler;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin admin;

    @Autowired
    private CachingConnectionFactory connections;

    @AfterEach
    void endOfAlarm() {
        SharedBackingServices.broker().setShortOfMemory(false);
        await().atMost(PATIENCE).until(() -> waiting() == 0);
        // The relay republishes the batch that the alarm interrupted, so some messages may arrive twice.
        admin.purgeQueue(QUEUE);
    }

    @Test
    void blocksPublishersAndDrainsTheQueues() {
        // If another test published on the consumers' connection, the broker would block that connection too.
        connections.resetConnection();
        List<UUID> before = messages.send("demo.events", "payment.completed.regular", 200);
        await().atMost(PATIENCE).until(() -> waiting() == 0);

        SharedBackingServices.broker().setShortOfMemory(true);
        int left = 200 - handled(before);
        List<UUID> meanwhile = messages.send("elsewhere", "here", 10);

        // More than the consumer prefetches, so it can only continue if the broker reads its acknowledgements.
        assertThat(left).isGreaterThan(60);
        await().atMost(PATIENCE).until(() -> handled(before) == 200);
        assertThat(waiting()).isEqualTo(10);

        SharedBackingServices.broker().setShortOfMemory(false);
        Set<String> arrived = new HashSet<>();
        await().atMost(PATIENCE).until(() -> {
            Message next = rabbit.receive(QUEUE);
            if (next != null) {
                arrived.add(next.getMessageProperties().getMessageId());
            }
            return arrived.size() == 10;
        });
        assertThat(arrived)
                .containsExactlyInAnyOrderElementsOf(
                        meanwhile.stream().map(UUID::toString).toList());
    }

    private int handled(List<UUID> messages) {
        return (int) handler.ids().stream().filter(messages::contains).count();
    }

    private int waiting() {
        return jdbc.sql("select count(*) from messaging.outbox")
                .query(Integer.class)
                .single();
    }
}
