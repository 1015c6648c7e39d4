package io.orderflow.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Queue operations of the broker's administrator. */
final class Queues {

    static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    static final int BATCH = 500;
    private static final long CONFIRMED_IN_MILLIS = 30_000;

    private final ConnectionFactory administrator;

    Queues(ConnectionFactory administrator) {
        this.administrator = administrator;
    }

    /** How many messages wait, without unacknowledged ones. */
    long waiting(List<String> queues) {
        return with(channel -> {
            long all = 0;
            for (String queue : queues) {
                all += channel.queueDeclarePassive(queue).getMessageCount();
            }
            return all;
        });
    }

    /** Publishes the same message this many times, and returns when all are confirmed. */
    void fill(String queue, AMQP.BasicProperties properties, byte[] body, int messages) {
        with(channel -> {
            channel.confirmSelect();
            publish(channel, "", queue, properties, body, messages, BATCH);
            return queue;
        });
    }

    /** @param batch how many are published between two waits for confirms */
    static void publish(
            Channel channel,
            String exchange,
            String key,
            AMQP.BasicProperties properties,
            byte[] body,
            int messages,
            int batch)
            throws IOException, InterruptedException, TimeoutException {
        for (int i = 1; i <= messages; i++) {
            channel.basicPublish(exchange, key, true, properties, body);
            if (i % batch == 0 || i == messages) {
                channel.waitForConfirmsOrDie(CONFIRMED_IN_MILLIS);
            }
        }
    }

    /** @return how many messages were dropped */
    long purge(List<String> queues) {
        return with(channel -> {
            long dropped = 0;
            for (String queue : queues) {
                dropped += channel.queuePurge(queue).getMessageCount();
            }
            return dropped;
        });
    }

    /** Ignores queues that do not exist. */
    void delete(List<String> queues) {
        with(channel -> {
            for (String queue : queues) {
                channel.queueDelete(queue);
            }
            return queues;
        });
    }

    /** Reads one of the messages and leaves it in the queue. */
    GetResponse look(String queue) {
        return with(channel -> {
            GetResponse message = channel.basicGet(queue, false);
            if (message == null) {
                throw new LauncherException("There is no message in " + queue + ", so there is none to measure with.");
            }
            channel.basicReject(message.getEnvelope().getDeliveryTag(), true);
            return message;
        });
    }

    <T> T with(Work<T> work) {
        try (Connection connection = administrator.newConnection("bench");
                Channel channel = connection.createChannel()) {
            return work.on(channel);
        } catch (IOException | TimeoutException e) {
            throw new LauncherException("The broker failed during the benchmark: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for the broker", e);
        }
    }

    static AMQP.BasicProperties persistent() {
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .contentType("application/json")
                .build();
    }

    @FunctionalInterface
    interface Work<T> {
        T on(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }
}
