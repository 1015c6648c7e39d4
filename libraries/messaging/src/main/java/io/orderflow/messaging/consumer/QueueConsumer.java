package io.orderflow.messaging.consumer;

import com.rabbitmq.client.Channel;
import io.orderflow.messaging.consumer.DeliveryProcessor.NotNowException;
import io.orderflow.messaging.consumer.DeliveryProcessor.Outcome;
import io.orderflow.messaging.provider.ProviderBreaker;
import io.orderflow.messaging.ratelimit.Permit;
import io.orderflow.messaging.ratelimit.RateLimiter;
import io.orderflow.messaging.received.TolerantPropertiesConverter;
import io.orderflow.messaging.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * One consumer in one replica. The container prefetches a few messages of each lane. One thread waits for a permit and gives it
 * to the most important message, so the choice is made at the last moment.
 */
class QueueConsumer {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumer.class);
    private static final Duration PAUSE_IN_AN_OUTAGE = Duration.ofSeconds(1);
    private static final Duration PROVIDER_AWAY = Duration.ofMillis(100);
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(15);

    private final String name;
    private final List<String> workQueues;
    private final int concurrency;
    private final LaneBuffer waiting;
    private final RateLimiter limiter;
    private final @Nullable ProviderBreaker breaker;
    private final DeliveryProcessor processor;
    private final AsyncTaskExecutor workers;
    private final Semaphore freeWorkers;
    private final DirectMessageListenerContainer container;
    private final Set<Delivery> inWork = ConcurrentHashMap.newKeySet();
    private final Throughput throughput = new Throughput();
    private final ConsumerMetrics metrics;
    private final Tracing tracing;

    private volatile @Nullable Thread dispatcher;
    private volatile boolean outage;
    private volatile List<WaitingMessage> givenBack = List.of();

    /**
     * @param workQueues most important first
     * @param breaker null for a consumer without a provider
     */
    QueueConsumer(
            String name,
            List<String> workQueues,
            Pace pace,
            ConnectionFactory connections,
            RateLimiter limiter,
            @Nullable ProviderBreaker breaker,
            DeliveryProcessor processor,
            AsyncTaskExecutor workers,
            ConsumerMetrics metrics,
            Tracing tracing) {
        this.name = name;
        this.workQueues = workQueues;
        this.concurrency = pace.concurrency();
        this.waiting = new LaneBuffer(workQueues.size(), pace.everyLaneOneIn());
        this.limiter = limiter;
        this.breaker = breaker;
        this.processor = processor;
        this.workers = workers;
        this.metrics = metrics;
        this.tracing = tracing;
        this.freeWorkers = new Semaphore(concurrency);
        this.container = container(connections, pace.prefetch());
    }

    /**
     * How many messages a consumer takes at a time.
     *
     * @param concurrency messages in work
     * @param prefetch unacknowledged messages of each queue
     * @param everyLaneOneIn see {@link ConsumerProperties}
     */
    record Pace(int concurrency, int prefetch, int everyLaneOneIn) {}

    String name() {
        return name;
    }

    private DirectMessageListenerContainer container(ConnectionFactory connections, int prefetch) {
        DirectMessageListenerContainer made = new DirectMessageListenerContainer(connections);
        made.setQueueNames(workQueues.toArray(String[]::new));
        made.setPrefetchCount(prefetch);
        made.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        made.setMissingQueuesFatal(false);
        made.setMessagePropertiesConverter(new TolerantPropertiesConverter());
        made.setRecoveryBackOff(reconnecting());
        made.setFailedDeclarationRetryInterval(1000);
        made.setMessageListener(
                (ChannelAwareMessageListener) (message, channel) -> received(message, Objects.requireNonNull(channel)));
        made.setListenerId(name);
        made.afterPropertiesSet();
        return made;
    }

    /** Reconnects quickly at first and less often later, because the container logs each attempt as an error. */
    private static BackOff reconnecting() {
        ExponentialBackOff pauses = new ExponentialBackOff(1000, 1.5);
        pauses.setMaxInterval(5000);
        return pauses;
    }

    private void received(Message message, Channel channel) {
        int lane = workQueues.indexOf(message.getMessageProperties().getConsumerQueue());
        waiting.add(new Delivery(lane, ReceivedMessage.bounded(message), channel));
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
            log.debug("{}: the dispatcher stops", name);
        }
    }

    /** @return whether a worker got a message; the worker then releases its slot itself */
    private boolean dispatchOne() throws InterruptedException {
        int wanted = waiting.awaitAny();
        if (breaker != null && !breaker.mayPermitEffect()) {
            Thread.sleep(PROVIDER_AWAY.toMillis());
            return false;
        }
        long asked = System.nanoTime();
        Permit permit = limiter.acquire(Math.min(wanted, freeWorkers.availablePermits() + 1));
        long waited = System.nanoTime() - asked;
        metrics.waitedForPermit(waited);
        if (breaker != null && !breaker.permitsEffect()) {
            permit.close();
            return false;
        }
        Delivery delivery = waiting.poll();
        if (delivery == null) {
            permit.close();
            if (breaker != null) {
                breaker.notTried();
            }
            return false;
        }
        DeliveryGroup group = new DeliveryGroup(delivery, waiting, inWork, this::isRunning, tracing);
        workers.execute(() -> {
            try (permit) {
                work(group, permit, waited);
            } finally {
                freeWorkers.release();
            }
        });
        return true;
    }

    private void work(DeliveryGroup group, Permit permit, long waited) {
        try (ProcessingSpan handling = ProcessingSpan.of(group.first(), waited, tracing)) {
            long begun = System.nanoTime();
            Outcome outcome = processor.process(group, permit);
            handling.ended(outcome);
            long nanos = System.nanoTime() - begun;
            for (int i = 0; i < group.size(); i++) {
                throughput.count(outcome);
                metrics.processed(outcome, nanos);
            }
            outage = false;
            group.end();
        } catch (NotNowException e) {
            log.debug("{}: {}", name, e.getMessage());
            CompletableFuture.delayedExecutor(e.pause().toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> group.putBack(e.isLastInLane()));
        } catch (RuntimeException e) {
            // Behind the others: if the failure is the message's after all, they must not wait for it.
            group.putBack(true);
            pauseFor(e);
        }
    }

    /** During an outage no outcome can be decided, so this replica keeps its messages and pauses. */
    private void pauseFor(RuntimeException e) {
        if (!outage) {
            outage = true;
            log.warn("{}: the database is not available, messages wait: {}", name, e.toString());
        }
        log.debug("{}", name, e);
        try {
            Thread.sleep(PAUSE_IN_AN_OUTAGE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void start() {
        if (isRunning()) {
            return;
        }
        givenBack = List.of();
        Thread starting = new Thread(this::dispatch, "dispatch-" + name);
        dispatcher = starting;
        starting.start();
        container.start();
    }

    /** Lets the workers finish the messages that they have begun. The broker requeues the others. */
    synchronized void stop() {
        Thread stopping = dispatcher;
        if (stopping == null) {
            return;
        }
        dispatcher = null;
        stopping.interrupt();
        try {
            stopping.join();
            if (freeWorkers.tryAcquire(concurrency, TIME_TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                freeWorkers.release(concurrency);
            } else {
                log.warn(
                        "{}: messages that are still in work after {} s will be redelivered",
                        name,
                        TIME_TO_FINISH.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        limiter.close();
        givenBack = next();
        container.stop();
        waiting.clear();
    }

    boolean isRunning() {
        return dispatcher != null;
    }

    /** @param followed see {@link ConsumerStatus} */
    ConsumerStatus status(int followed) {
        // Ask the container first. A consumer that stops holds messages until its container has stopped, which is after
        // its dispatcher.
        boolean running = container.isRunning();
        List<Delivery> atHand = waiting.waiting();
        Stream<WaitingMessage> held =
                Stream.concat(atHand.stream(), inWork.stream()).map(WaitingMessage::of);
        // While the consumer runs, givenBack is empty.
        Instant oldest = Stream.concat(held, givenBack.stream())
                .map(WaitingMessage::since)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new ConsumerStatus(
                name,
                followed,
                running,
                atHand.size() + inWork.size(),
                throughput.rates(System.nanoTime()),
                oldest,
                running ? next() : givenBack);
    }

    /**
     * The messages that would be handled next. A stopped consumer keeps this list, because the broker delivers the same messages
     * next.
     */
    private List<WaitingMessage> next() {
        return waiting.waiting().stream()
                .limit(ConsumerStatus.MOST_NEXT)
                .map(WaitingMessage::of)
                .toList();
    }
}
