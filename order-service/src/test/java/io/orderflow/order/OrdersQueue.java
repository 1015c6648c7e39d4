package io.orderflow.order;

import java.util.Map;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Queue;

/**
 * A queue for all messages of the exchange of orders. Without a queue, messages would stay in the outbox and disturb other tests.
 */
final class OrdersQueue {

    private OrdersQueue() {}

    static void declare(AmqpAdmin admin, String name) {
        admin.declareQueue(new Queue(name));
        admin.declareBinding(new Binding(name, Binding.DestinationType.QUEUE, "orders", "#", Map.of()));
    }
}
