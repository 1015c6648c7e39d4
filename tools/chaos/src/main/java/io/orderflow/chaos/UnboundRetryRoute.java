package io.orderflow.chaos;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.List;

/** Unbinds a consumer's lanes from the exchange of its retry queues, so that messages from the retry queues reach no queue. */
final class UnboundRetryRoute implements Fault {

    private static final List<String> LANES = List.of("vip", "regular", "bulk");

    private final String consumer;
    private final BrokerAdmin broker;

    UnboundRetryRoute(String consumer, BrokerAdmin broker) {
        this.consumer = consumer;
        this.broker = broker;
    }

    @Override
    public String target() {
        return consumer;
    }

    @Override
    public void inject() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            for (String lane : LANES) {
                channel.queueUnbind(consumer + "." + lane, consumer, "#." + lane);
            }
        }
    }

    @Override
    public void heal() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            for (String lane : LANES) {
                channel.queueBind(consumer + "." + lane, consumer, "#." + lane);
            }
        }
    }
}
