package io.orderflow.chaos;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Publishes messages that no consumer can read to a work queue. Each must become a dead letter. */
final class Poison implements Fault {

    private static final List<String> BODIES = List.of(
            "hello",
            "{\"type\":\"order.exploded\",\"version\":1}",
            "{\"type\":\"order.placed\",\"version\":1}",
            "[".repeat(10_000));
    private static final long CONFIRMED_IN = TimeUnit.SECONDS.toMillis(10);

    private final String queue;
    private final String consumer;
    private final BrokerAdmin broker;
    private final Map<String, String> consumerOfConfirmed;

    /** @param consumerOfConfirmed receives the id of each message that the broker has confirmed */
    Poison(String queue, String consumer, BrokerAdmin broker, Map<String, String> consumerOfConfirmed) {
        this.queue = queue;
        this.consumer = consumer;
        this.broker = broker;
        this.consumerOfConfirmed = consumerOfConfirmed;
    }

    @Override
    public String target() {
        return queue;
    }

    @Override
    public void inject() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            for (String body : BODIES) {
                String id = "poison-" + UUID.randomUUID();
                BasicProperties properties = new BasicProperties.Builder()
                        .messageId(id)
                        .deliveryMode(2)
                        .build();
                channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
                channel.waitForConfirmsOrDie(CONFIRMED_IN);
                consumerOfConfirmed.put(id, consumer);
            }
        }
    }

    @Override
    public void heal() {
        // Nothing to repair: the consumer must handle the messages.
    }
}
