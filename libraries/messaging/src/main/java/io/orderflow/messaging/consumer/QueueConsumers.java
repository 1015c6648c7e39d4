package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.ControlRepository.DesiredState;
import io.orderflow.messaging.provider.ProviderBreakers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All consumers of this replica. They start and stop with it. In between, the replica applies the desired state of operators
 * twice a second and reports the state of its consumers once a second.
 */
class QueueConsumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumers.class);
    private static final Duration FOLLOW_EVERY = Duration.ofMillis(500);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(1);
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(5);

    private final UUID replica = UUID.randomUUID();
    private final List<ConsumerLifecycle> consumers;
    private final List<QueueConsumer> deadLetterConsumers;
    private final ControlRepository control;
    private final ConsumerHeartbeatRepository replicas;
    private final ProviderBreakers providers;
    private volatile List<Thread> managers = List.of();

    QueueConsumers(
            List<ConsumerLifecycle> consumers,
            List<QueueConsumer> deadLetterConsumers,
            ControlRepository control,
            ConsumerHeartbeatRepository replicas,
            ProviderBreakers providers) {
        this.consumers = consumers;
        this.deadLetterConsumers = deadLetterConsumers;
        this.control = control;
        this.replicas = replicas;
        this.providers = providers;
    }

    @Override
    public void start() {
        deadLetterConsumers.forEach(QueueConsumer::start);
        // Each task has its own thread: a pause lasts until the messages in work are finished, and a probe until a
        // silent provider times out.
        managers = List.of(
                repeating("consumers", FOLLOW_EVERY, this::follow),
                repeating("provider-probes", FOLLOW_EVERY, providers::probe),
                repeating("consumer-reports", REPORT_EVERY, this::report));
        managers.forEach(Thread::start);
    }

    /** Repeats the task until this replica stops. Without the database the task fails, and the consumers continue as they are. */
    private Thread repeating(String name, Duration pause, Runnable task) {
        return new Thread(
                () -> {
                    try {
                        while (isRunning()) {
                            try {
                                task.run();
                            } catch (RuntimeException e) {
                                log.debug("{}: failed, will try again", name, e);
                            }
                            Thread.sleep(pause.toMillis());
                        }
                    } catch (InterruptedException e) {
                        log.debug("{}: the thread stops", name);
                    }
                },
                name);
    }

    /**
     * Starts no consumer before the operators' desired state and the state of the providers are known. Without the database no
     * message could be handled anyway.
     */
    private void follow() {
        providers.follow();
        Map<String, DesiredState> desiredStates = control.desiredStates();
        consumers.forEach(it -> it.follow(desiredStates.getOrDefault(it.name(), DesiredState.NONE)));
    }

    /** A consumer whose report fails does not prevent the reports of the others. */
    private void report() {
        for (ConsumerLifecycle consumer : consumers) {
            try {
                replicas.report(replica, consumer.status());
            } catch (RuntimeException e) {
                log.debug("{}: can't report now", consumer.name(), e);
            }
        }
    }

    @Override
    public void stop() {
        List<Thread> stopping = managers;
        managers = List.of();
        stopping.forEach(Thread::interrupt);
        try {
            for (Thread manager : stopping) {
                manager.join(TIME_TO_FINISH.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumers.parallelStream().forEach(ConsumerLifecycle::stop);
        deadLetterConsumers.parallelStream().forEach(QueueConsumer::stop);
        try {
            replicas.forget(replica);
            replicas.forgetGone();
        } catch (RuntimeException e) {
            log.debug("the database still lists this replica, until its entry expires in a few seconds", e);
        }
    }

    @Override
    public boolean isRunning() {
        return !managers.isEmpty();
    }
}
