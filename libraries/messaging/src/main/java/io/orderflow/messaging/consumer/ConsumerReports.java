package io.orderflow.messaging.consumer;

import io.orderflow.messaging.consumer.ControlRepository.DesiredState;
import io.orderflow.messaging.deadletter.DeadLetters;
import io.orderflow.messaging.outbox.DelayedJobs;
import io.orderflow.messaging.provider.ProviderBreakers;
import io.orderflow.messaging.provider.ProviderStatus;
import io.orderflow.messaging.topology.ConsumerQueues;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;

/** Reports the state of this service's consumers. A report takes no message out of any queue. */
public class ConsumerReports {

    private final MessagingProperties settings;
    private final ControlRepository control;
    private final ConsumerHeartbeatRepository replicas;
    private final DeadLetters deadLetters;
    private final ProviderBreakers providers;
    private final DelayedJobs jobs;
    private final AmqpAdmin broker;

    ConsumerReports(
            MessagingProperties settings,
            ControlRepository control,
            ConsumerHeartbeatRepository replicas,
            DeadLetters deadLetters,
            ProviderBreakers providers,
            DelayedJobs jobs,
            AmqpAdmin broker) {
        this.settings = settings;
        this.control = control;
        this.replicas = replicas;
        this.deadLetters = deadLetters;
        this.providers = providers;
        this.jobs = jobs;
        this.broker = broker;
    }

    /**
     * @param next the largest number of next messages in a report
     * @throws org.springframework.amqp.AmqpException if the broker does not answer
     */
    public List<ConsumerReport> all(int next) {
        Map<String, DesiredState> desiredStates = control.desiredStates();
        Map<String, Long> dead = deadLetters.counts();
        Map<String, Long> postponed = jobs.postponed();
        Map<String, ProviderStatus> known = providers.statuses();
        List<ConsumerStatus> alive = replicas.alive();
        return settings.consumers().entrySet().stream()
                .map(it -> report(
                        it.getValue().queues(it.getKey()),
                        it.getValue(),
                        desiredStates.getOrDefault(it.getKey(), DesiredState.NONE),
                        alive.stream()
                                .filter(status -> status.consumer().equals(it.getKey()))
                                .toList(),
                        dead.getOrDefault(it.getKey(), 0L),
                        postponed.getOrDefault(it.getKey(), 0L),
                        known.get(it.getKey()),
                        next))
                .toList();
    }

    private ConsumerReport report(
            ConsumerQueues queues,
            ConsumerProperties configured,
            DesiredState desired,
            List<ConsumerStatus> alive,
            long filed,
            long postponed,
            @Nullable ProviderStatus provider,
            int next) {
        Integer limit = configured.limitPerSecond();
        return new ConsumerReport(
                queues.consumer(),
                desired.paused(),
                limit == null || desired.limitPerSecond() == null ? limit : desired.limitPerSecond(),
                limit,
                alive.size(),
                (int) alive.stream().filter(it -> mayWork(it, desired)).count(),
                sizes(queues.work()),
                alive.stream().mapToInt(ConsumerStatus::inFlight).sum(),
                sizes(queues.retries()),
                postponed,
                filed + size(queues.deadLetters()),
                sum(alive, ConsumerStatus.Rates::handled),
                sum(alive, ConsumerStatus.Rates::retried),
                sum(alive, ConsumerStatus.Rates::buried),
                oldest(alive),
                provider,
                next(alive, queues, next));
    }

    private static boolean mayWork(ConsumerStatus status, DesiredState desired) {
        return status.running() || desired.paused() && !status.follows(desired);
    }

    private Map<String, Long> sizes(List<String> queues) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        queues.forEach(queue -> sizes.put(queue, size(queue)));
        return sizes;
    }

    /** A queue that does not exist yet counts as empty: it is declared when the broker boots or when the consumer starts. */
    private long size(String queue) {
        QueueInformation found = broker.getQueueInfo(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    private static double sum(List<ConsumerStatus> alive, ToDoubleFunction<ConsumerStatus.Rates> rate) {
        return alive.stream().map(ConsumerStatus::rates).mapToDouble(rate).sum();
    }

    private static @Nullable Instant oldest(List<ConsumerStatus> alive) {
        return alive.stream()
                .map(ConsumerStatus::oldestAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static List<WaitingMessage> next(List<ConsumerStatus> alive, ConsumerQueues queues, int most) {
        return alive.stream()
                .flatMap(it -> it.next().stream())
                .sorted(Comparator.<WaitingMessage>comparingInt(
                                it -> queues.work().indexOf(it.queue()))
                        .thenComparing(WaitingMessage::since, Comparator.nullsFirst(Comparator.naturalOrder())))
                .limit(most)
                .toList();
    }
}
