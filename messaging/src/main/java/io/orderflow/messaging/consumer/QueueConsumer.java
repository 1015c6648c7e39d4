package io.orderflow.messaging.consumer;

import com.rabbitmq.client.Channel;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.RateLimiter;
import io.orderflow.messaging.topology.ConsumerQueues;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * One consumer in one replica. The container keeps a few messages of each lane at hand; one thread waits for a permit and
 * gives it to the most important of them, so that what matters is decided at the last moment.
 */
class QueueConsumer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumer.class);
    private static final Duration PAUSE_IN_AN_OUTAGE = Duration.ofSeconds(1);
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(15);

    private final String name;
    private final List<String> workQueues;
    private final int concurrency;
    private final LaneBuffer waiting;
    private final RateLimiter limiter;
    private final DeliveryProcessor processor;
    private final AsyncTaskExecutor workers;
    private final Semaphore freeWorkers;
    private final DirectMessageListenerContainer container;

    private volatile Thread dispatcher;
    private volatile boolean outage;

    QueueConsumer(
            ConsumerQueues queues,
            ConsumerProperties settings,
            ConnectionFactory connections,
            RateLimiter limiter,
            DeliveryProcessor processor,
            AsyncTaskExecutor workers) {
        this.name = queues.consumer();
        this.workQueues = queues.work();
        this.concurrency = settings.concurrency();
        this.waiting = new LaneBuffer(workQueues.size());
        this.limiter = limiter;
        this.processor = processor;
        this.workers = workers;
        this.freeWorkers = new Semaphore(concurrency);
        this.container = container(connections, settings.prefetch());
    }

    private DirectMessageListenerContainer container(ConnectionFactory connections, int prefetch) {
        DirectMessageListenerContainer made = new DirectMessageListenerContainer(connections);
        made.setQueueNames(workQueues.toArray(String[]::new));
        made.setPrefetchCount(prefetch);
        made.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        made.setMissingQueuesFatal(false);
        made.setRecoveryBackOff(reconnecting());
        made.setFailedDeclarationRetryInterval(1000);
        made.setMessageListener((ChannelAwareMessageListener) this::received);
        made.setListenerId(name);
        made.afterPropertiesSet();
        return made;
    }

    /** Soon at first; later less often, because the container logs each attempt as an error. */
    private static BackOff reconnecting() {
        ExponentialBackOff pauses = new ExponentialBackOff(1000, 1.5);
        pauses.setMaxInterval(5000);
        return pauses;
    }

    private void received(Message message, Channel channel) {
        int lane = workQueues.indexOf(message.getMessageProperties().getConsumerQueue());
        waiting.add(new Delivery(lane, message, channel));
    }

    private void dispatch() {
        try {
            while (isRunning()) {
                freeWorkers.acquire();
                boolean handedOver = false;
                try {
                    handedOver = dispatchOne();
                } catch (RuntimeException e) {
                    pauseFor(e);
                } finally {
                    if (!handedOver) {
                        freeWorkers.release();
                    }
                }
            }
        } catch (InterruptedException e) {
            log.debug("{}: dispatcher stops", name);
        }
    }

    /** @return whether a worker has a message now, and will be free again by itself */
    private boolean dispatchOne() throws InterruptedException {
        Permit permit = limiter.acquire(waiting.awaitAny());
        Delivery delivery = waiting.poll();
        if (delivery == null) {
            return false;
        }
        workers.execute(() -> {
            try {
                work(delivery, permit);
            } finally {
                freeWorkers.release();
            }
        });
        return true;
    }

    private void work(Delivery delivery, Permit permit) {
        try {
            processor.process(delivery, permit);
            outage = false;
        } catch (Permit.PermitExpired e) {
            waiting.putBack(delivery);
        } catch (RuntimeException e) {
            if (DatabaseOutage.isCauseOf(e)) {
                waiting.putBack(delivery);
                pauseFor(e);
            } else {
                log.error("{}: not even its failure could be recorded, left to the broker to dead-letter", name, e);
                delivery.reject();
            }
        }
    }

    /** Nothing can be decided without the database, so the messages stay here and nothing is done for a while. */
    private void pauseFor(RuntimeException e) {
        if (!outage) {
            outage = true;
            log.warn("{}: the database does not answer, messages wait: {}", name, e.toString());
        }
        log.debug("{}", name, e);
        try {
            Thread.sleep(PAUSE_IN_AN_OUTAGE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        Thread starting = new Thread(this::dispatch, "dispatch-" + name);
        dispatcher = starting;
        starting.start();
        container.start();
    }

    /** What was begun is finished; what was not goes back to the broker. */
    @Override
    public void stop() {
        Thread stopping = dispatcher;
        dispatcher = null;
        stopping.interrupt();
        try {
            stopping.join();
            if (freeWorkers.tryAcquire(concurrency, TIME_TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                freeWorkers.release(concurrency);
            } else {
                log.warn(
                        "{}: what is still in work after {} s will be delivered again",
                        name,
                        TIME_TO_FINISH.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        container.stop();
        waiting.clear();
    }

    @Override
    public boolean isRunning() {
        return dispatcher != null;
    }
}
