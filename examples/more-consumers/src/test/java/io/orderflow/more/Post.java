package io.orderflow.more;

import io.orderflow.messages.Message;
import io.orderflow.messages.OrderPlaced;
import io.orderflow.messaging.MessageCodec;
import java.util.List;
import java.util.UUID;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishes messages like the other services, and reads which messages were handled. */
@TestComponent
public class Post {

    private final RabbitTemplate broker;
    private final MessageCodec codec;
    private final JdbcClient jdbc;

    Post(RabbitTemplate broker, MessageCodec codec, JdbcClient jdbc) {
        this.broker = broker;
        this.codec = codec;
        this.jdbc = jdbc;
    }

    public OrderPlaced order(OrderPlaced order) {
        send("orders", "order.placed." + order.priority().lane(), order);
        return order;
    }

    public void result(Message result) {
        send("order.results", result.type(), result);
    }

    private void send(String exchange, String key, Message message) {
        broker.send(
                exchange,
                key,
                MessageBuilder.withBody(codec.write(message))
                        .setMessageId(message.id().toString())
                        .build());
    }

    /** How many of these messages a consumer has handled, each counted once. */
    public int handled(String consumer, List<? extends Message> messages) {
        UUID[] ids = messages.stream().map(Message::id).toArray(UUID[]::new);
        return jdbc.sql("select count(*) from messaging.inbox where consumer = ? and message_id = any(?)")
                .params(consumer, ids)
                .query(Integer.class)
                .single();
    }
}
