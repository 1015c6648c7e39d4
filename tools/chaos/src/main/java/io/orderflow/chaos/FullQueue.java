package io.orderflow.chaos;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderflow.backing.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fills a queue to a length limit while its consumer is paused, so that the broker rejects further messages. */
final class FullQueue implements Fault {

    private static final int LIMIT = 15;
    private static final Duration FULL_IN = Duration.ofSeconds(20);
    private static final Duration STANDS_STILL_FOR = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

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
        if (!Poll.until(FULL_IN, () -> size().orElse(0) >= LIMIT)) {
            throw new IllegalStateException(queue + " was not full within " + FULL_IN.toSeconds() + " s");
        }
    }

    /** Empty while the broker is unavailable: another fault may hit it at the same time. */
    private OptionalLong size() {
        try (Connection connection = broker.connect()) {
            return OptionalLong.of(connection.createChannel().messageCount(queue));
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void heal() throws Exception {
        operator.resume(consumer);
        // Drain the queue first: brokers before 4.0 (rabbitmq-server#12206) keep rejecting on channels on which they
        // have rejected messages.
        StallDetector left = new StallDetector(STANDS_STILL_FOR);
        for (long size = sizeAtMost(); size > 0; size = sizeAtMost()) {
            if (left.standsStill(size)) {
                throw new IllegalStateException(queue + " does not become empty: %d are left".formatted(size));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        broker.unlimitLength(queue);
    }

    private long sizeAtMost() {
        return size().orElse(Long.MAX_VALUE);
    }
}
