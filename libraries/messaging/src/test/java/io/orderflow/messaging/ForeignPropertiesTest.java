package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.orderflow.messages.Message;
import io.orderflow.messages.PaymentCompleted;
import io.orderflow.messaging.consumer.ConsumerControl;
import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.consumer.ConsumerReports;
import io.orderflow.messaging.consumer.WaitingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages of other publishers, whose properties may have any value. */
@Tag("slow")
@MessagingTest
class ForeignPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private ConsumerControl control;

    @Autowired
    private ConsumerReports reports;

    @AfterEach
    void asBefore() {
        control.limit("paced", null, "test");
        await().atMost(PATIENCE).until(() -> report().inFlight() == 0 && report().readyInAll() == 0);
    }

    /** Seconds since 1970. Publishers that count microseconds make such times; the first is the largest that fits. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                9_223_372_036_854_775L,
                1_764_500_000_000_000L,
                1_764_500_000_000L,
                946_684_800,
                1,
                0,
                -62_200_000_000L
            })
    void aReplicaReportsMessagesWithImpossibleTimes(long seconds) {
        holds(new BasicProperties.Builder().timestamp(new Date(seconds * 1000)).messageId("foreign"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(report().replicas()).isOne();
            assertThat(report().oldestAt()).isNull();
            assertThat(report().next())
                    .isNotEmpty()
                    .allMatch(it -> it.messageId().equals("foreign") && it.since() == null);
        });
    }

    @Test
    void aReplicaReportsMessagesWithTextThatTheDatabaseCannotStore() {
        holds(new BasicProperties.Builder().messageId("a\0b").type("\0").correlationId("\0"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(report().next())
                        .isNotEmpty()
                        .extracting(WaitingMessage::messageId)
                        .containsOnly("ab"));
    }

    private void holds(BasicProperties.Builder properties) {
        control.limit("paced", 1, "test");
        await().atMost(PATIENCE).until(() -> report().limitPerSecond() == 1);
        for (int i = 0; i < 20; i++) {
            publish(PaymentCompleted.of(UUID.randomUUID(), "ch_1", Instant.EPOCH), properties);
        }
    }

    private void publish(Message message, BasicProperties.Builder properties) {
        rabbit.execute(channel -> {
            channel.basicPublish("demo.events", "payment.completed.regular", properties.build(), codec.write(message));
            return null;
        });
    }

    private ConsumerReport report() {
        return reports.all(10).stream()
                .filter(it -> it.consumer().equals("paced"))
                .findFirst()
                .orElseThrow();
    }
}
