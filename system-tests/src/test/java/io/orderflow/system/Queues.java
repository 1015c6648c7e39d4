package io.orderflow.system;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.chaos.OrderCopies;
import io.orderflow.launcher.OpsApi;
import io.orderflow.launcher.Orderflow;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The broker with the rights of its operator. */
final class Queues implements AutoCloseable {

    private static final String POLICY = "/api/policies/%2F/system-tests";

    private final Connection connection;
    private final Channel channel;

    Queues() throws IOException, TimeoutException {
        connection = TestSystem.get().operator().newConnection("system-tests");
        channel = connection.createChannel();
    }

    long size(String queue) throws IOException {
        return channel.messageCount(queue);
    }

    /** Publishes a message directly to a queue. */
    void put(String queue, byte[] body) throws IOException {
        channel.basicPublish(
                "", queue, new BasicProperties.Builder().deliveryMode(2).build(), body);
    }

    void bind(String queue, String exchange, String key) throws IOException {
        channel.queueBind(queue, exchange, key);
    }

    void unbind(String queue, String exchange, String key) throws IOException {
        channel.queueUnbind(queue, exchange, key);
    }

    /** Adds a queue that also gets these messages, until this object is closed. */
    void tap(String exchange, String key) throws IOException {
        bind(channel.queueDeclare().getQueue(), exchange, key);
    }

    void limitLength(String queue, int messages) {
        management()
                .put(
                        POLICY,
                        Map.of(
                                "pattern",
                                "^" + queue.replace(".", "\\.") + "$",
                                "apply-to",
                                "queues",
                                "definition",
                                Map.of("max-length", messages)));
    }

    void unlimitLength() {
        management().delete(POLICY);
    }

    private static OpsApi management() {
        Orderflow system = TestSystem.get();
        return new OpsApi(
                "RabbitMQ",
                system.broker().managementUrl().orElseThrow(),
                system.operator().getPassword());
    }

    /** Publishes a second copy of every order from now on, as a broker or a network may do. */
    void publishEveryOrderTwice() throws IOException {
        OrderCopies.publish(connection);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
