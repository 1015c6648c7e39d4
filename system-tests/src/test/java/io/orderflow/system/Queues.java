package io.orderflow.system;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.chaos.OrderCopies;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The broker with the rights of its operator. */
final class Queues implements AutoCloseable {

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

    /** Publishes a second copy of every order from now on, as a broker or a network may do. */
    void publishEveryOrderTwice() throws IOException {
        OrderCopies.publish(connection);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
