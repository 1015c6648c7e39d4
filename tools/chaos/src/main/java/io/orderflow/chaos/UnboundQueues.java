package io.orderflow.chaos;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.List;

/** Unbinds the queues of a consumer from an exchange. */
final class UnboundQueues implements Fault {

    private final String consumer;
    private final String exchange;
    private final BrokerAdmin broker;
    private List<ManagementApi.Binding> removed = List.of();

    UnboundQueues(String consumer, String exchange, BrokerAdmin broker) {
        this.consumer = consumer;
        this.exchange = exchange;
        this.broker = broker;
    }

    @Override
    public String target() {
        return consumer;
    }

    @Override
    public void inject() throws Exception {
        removed = broker.page().bindings(exchange).stream()
                .filter(it -> it.queue().equals(consumer) || it.queue().startsWith(consumer + "."))
                .toList();
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            for (ManagementApi.Binding binding : removed) {
                channel.queueUnbind(binding.queue(), exchange, binding.key());
            }
        }
    }

    @Override
    public void heal() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            for (ManagementApi.Binding binding : removed) {
                channel.queueBind(binding.queue(), exchange, binding.key());
            }
        }
    }
}
