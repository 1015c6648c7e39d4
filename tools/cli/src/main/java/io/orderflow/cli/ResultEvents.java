package io.orderflow.cli;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives the results of orders on its own queue, which the broker deletes with the connection. No service knows of this subscriber.
 */
final class ResultEvents implements AutoCloseable {

    private static final String EXCHANGE = "order.results";

    /** The type that requests an order's confirmation; other mails, such as reminders, are not counted. */
    private static final String CONFIRMATION = "order.placed";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Sets, because a result may be delivered twice. */
    private final Map<String, Set<String>> ordersByType = new ConcurrentHashMap<>();

    private final Connection connection;

    ResultEvents(ConnectionFactory broker) {
        try {
            connection = broker.newConnection("demo load");
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, EXCHANGE, "#");
            channel.basicConsume(queue, true, (tag, delivery) -> take(delivery), tag -> {});
        } catch (IOException | TimeoutException e) {
            throw new LauncherException("The results can't be listened to; see ./demo status: " + reason(e), e);
        }
    }

    /** The orders with a result of this type, such as {@code email.sent}. */
    Set<String> ordersWith(String type) {
        return ordersByType.computeIfAbsent(type, none -> ConcurrentHashMap.newKeySet());
    }

    private void take(Delivery delivery) {
        try {
            JsonNode result = JSON.readTree(delivery.getBody());
            if (!result.path("mail").asString(CONFIRMATION).equals(CONFIRMATION)) {
                return;
            }
            // The broker has checked the key, and not the type in the body.
            ordersWith(delivery.getEnvelope().getRoutingKey())
                    .add(result.path("correlationId").asString(""));
        } catch (JacksonException e) {
            // Ignore unreadable messages; order-service dead-letters its own copy.
        }
    }

    @Override
    public void close() {
        connection.abort(2_000);
    }

    private static @Nullable String reason(Exception e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
}
