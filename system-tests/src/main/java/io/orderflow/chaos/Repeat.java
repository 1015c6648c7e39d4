package io.orderflow.chaos;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.Map;

/** Publishes a second copy of every order, as a relay does that dies between confirm and commit. */
final class Repeat implements Fault {

    private static final String COPY = "chaos-copy";

    private final BrokerAdmin broker;
    private Connection connection;

    Repeat(BrokerAdmin broker) {
        this.broker = broker;
    }

    @Override
    public String target() {
        return "exchange orders";
    }

    @Override
    public void inject() throws Exception {
        connection = broker.connect();
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

    @Override
    public void heal() {
        connection.abort();
    }
}
