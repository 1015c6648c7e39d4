package io.orderflow.chaos;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.infrastructure.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Nobody takes from a queue, and it may hold only so many messages. What comes then is refused. */
final class FullQueue implements Fault {

    private static final int LIMIT = 15;
    private static final Duration FULL_IN = Duration.ofSeconds(20);
    private static final Duration STANDS_STILL_FOR = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final String queue;
    private final String consumer;
    private final BrokerAdmin broker;
    private final Operator operator;

    FullQueue(String queue, String consumer, BrokerAdmin broker, Operator operator) {
        this.queue = queue;
        this.consumer = consumer;
        this.broker = broker;
        this.operator = operator;
    }

    @Override
    public String target() {
        return queue;
    }

    @Override
    public void inject() throws Exception {
        broker.limitLength(queue, LIMIT);
        operator.pause(consumer);
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            if (!Waiting.until(FULL_IN, () -> size(channel) >= LIMIT)) {
                throw new IllegalStateException(queue + " was not full within " + FULL_IN.toSeconds() + " s");
            }
        }
    }

    private long size(Channel channel) {
        try {
            return channel.messageCount(queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void heal() throws Exception {
        operator.resume(consumer);
        // First, or brokers before 4.0 (rabbitmq-server#12206) go on refusing what comes on the channels they have
        // refused.
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            Falling left = new Falling(STANDS_STILL_FOR);
            for (long size = size(channel); size > 0; size = size(channel)) {
                if (left.standsStill(size)) {
                    throw new IllegalStateException(queue + " does not get empty: %d are left".formatted(size));
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            }
        }
        broker.unlimitLength(queue);
    }
}
