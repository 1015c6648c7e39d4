package io.orderflow.messaging.consumer;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All consumers of this service; they start and stop with it. */
class QueueConsumers implements SmartLifecycle {

    private final List<QueueConsumer> consumers;
    private volatile boolean running;

    QueueConsumers(List<QueueConsumer> consumers) {
        this.consumers = consumers;
    }

    @Override
    public void start() {
        consumers.forEach(QueueConsumer::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        consumers.parallelStream().forEach(QueueConsumer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
