package io.orderflow.chaos;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;

/** A second copy of every order that is published, as a relay sends it that dies between confirm and commit. */
public final class OrderCopies {

    private static final String COPY = "orderflow-copy";

    private OrderCopies() {}

    /** Publishes them until the connection is closed. */
    public static void publish(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        String copies = channel.queueDeclare().getQueue();
        channel.queueBind(copies, "orders", "order.placed.*");
        channel.basicConsume(
                copies,
                true,
                (tag, message) -> {
                    boolean isACopy = message.getProperties().getHeaders().containsKey(COPY);
                    if (!isACopy) {
                        channel.basicPublish(
                                "orders",
                                message.getEnvelope().getRoutingKey(),
                                message.getProperties()
                                        .builder()
                                        .headers(Map.of(COPY, true))
                                        .build(),
                                message.getBody());
                    }
                },
                tag -> {});
    }
}
