package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.messages.PaymentFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

@MessagingTest
class StopTest {

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private ScriptedHandler handler;

    @Test
    void idleConsumersStopAtOnceAndWorkAfterARestart(@Autowired List<SmartLifecycle> parts) {
        SmartLifecycle consumers = parts.stream()
                .filter(it -> it.getClass().getSimpleName().equals("QueueConsumers"))
                .findFirst()
                .orElseThrow();

        assertThat(CompletableFuture.runAsync(consumers::stop)).succeedsWithin(Duration.ofSeconds(10));

        PaymentFailed message = PaymentFailed.of(UUID.randomUUID(), "ok", Instant.EPOCH);
        rabbit.send("demo.events", "payment.failed.regular", new Message(codec.write(message)));
        consumers.start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(handler.effects(message.id())).containsExactly("handled"));
    }
}
