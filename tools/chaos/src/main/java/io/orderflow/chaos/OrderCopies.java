package io.orderflow.chaos;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;

/** Publishes a second copy of every order, like a relay that crashes between the broker's confirm and its commit. */
public final class OrderCopies {

    private static final String COPY = "orderflow-copy";

    private OrderCopies() {}

    /** Publishes copies until the connection is closed. */
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
                                        // The broker refuses the name of another user.
                                        .userId(null)
                                        .build(),
                                message.getBody());
                    }
                },
                tag -> {});
    }
}
