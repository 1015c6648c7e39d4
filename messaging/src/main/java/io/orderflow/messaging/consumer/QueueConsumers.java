package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.ControlTable.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All consumers of this replica. They start and stop with it; in between they do what operators want, which is looked up twice
 * a second, and what they do is reported once a second.
 */
class QueueConsumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumers.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(5);

    private final UUID replica = UUID.randomUUID();
    private final List<ManagedConsumer> consumers;
    private final List<QueueConsumer> deadLetterConsumers;
    private final ControlTable control;
    private final ReplicaTable replicas;
    private volatile Thread manager;

    QueueConsumers(
            List<ManagedConsumer> consumers,
            List<QueueConsumer> deadLetterConsumers,
            ControlTable control,
            ReplicaTable replicas) {
        this.consumers = consumers;
        this.deadLetterConsumers = deadLetterConsumers;
        this.control = control;
        this.replicas = replicas;
    }

    @Override
    public void start() {
        deadLetterConsumers.forEach(QueueConsumer::start);
        Thread starting = new Thread(this::manage, "consumers");
        manager = starting;
        starting.start();
    }

    /** Nothing is handled before it is known what operators want; without the database nothing could be handled anyway. */
    private void manage() {
        try {
            for (int round = 0; isRunning(); round++) {
                manageOnce(round);
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            log.debug("consumers are managed no more");
        }
    }

    private void manageOnce(int round) {
        try {
            Map<String, Wish> wishes = control.wishes();
            consumers.forEach(it -> it.follow(wishes.getOrDefault(it.name(), Wish.NONE)));
            if (round % 2 == 0) {
                consumers.forEach(it -> replicas.report(replica, it.status()));
            }
        } catch (RuntimeException e) {
            log.debug("what is wanted of the consumers is not known now; they go on as they are", e);
        }
    }

    @Override
    public void stop() {
        Thread stopping = manager;
        manager = null;
        stopping.interrupt();
        try {
            stopping.join(TIME_TO_FINISH.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumers.parallelStream().forEach(ManagedConsumer::stop);
        deadLetterConsumers.parallelStream().forEach(QueueConsumer::stop);
        try {
            replicas.forget(replica);
            replicas.forgetGone();
        } catch (RuntimeException e) {
            log.debug("this replica will be missed in a few seconds", e);
        }
    }

    @Override
    public boolean isRunning() {
        return manager != null;
    }
}
