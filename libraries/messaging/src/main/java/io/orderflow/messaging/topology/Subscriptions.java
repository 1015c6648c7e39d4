package io.orderflow.messaging.topology;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.amqp.AmqpException;

/**
 * Checks that all consumers that must get a message are bound to its exchange. The broker itself reports only a message that no
 * queue got; it confirms one that a single queue of two got.
 *
 * <p>Needs {@code orderflow.topology.management}. Without this setting nothing is checked, and neither if the service's account may
 * not read the management API. {@link TopologyDrift} reports the latter.
 */
public class Subscriptions {

    private static final Duration RECENTLY = Duration.ofSeconds(1);

    private final ManagementApi api;
    private final Map<String, Set<Map<String, Object>>> required = new HashMap<>();
    private final Map<String, Long> completeAt = new ConcurrentHashMap<>();

    Subscriptions(ManagementApi api, List<Subscriber> subscribers) {
        this.api = api;
        if (api.isConfigured()) {
            subscribers.forEach(it -> required.computeIfAbsent(it.exchange(), exchange -> new LinkedHashSet<>())
                    .addAll(BrokerDefinitions.of(List.of(it.bindings())).bindings()));
        }
    }

    /** @throws AmqpException if a consumer is not bound, or nobody can tell; a check of the last second counts */
    public void require(Collection<String> exchanges) {
        for (String exchange : exchanges) {
            Long complete = completeAt.get(exchange);
            if (complete == null || System.nanoTime() - complete > RECENTLY.toNanos()) {
                problem(exchange).ifPresent(problem -> {
                    throw new AmqpException(problem);
                });
            }
        }
    }

    /**
     * Looks at the bindings of an exchange now.
     *
     * @return which consumer is not bound, or why nobody can tell; empty if all are bound
     */
    public Optional<String> problem(String exchange) {
        Set<Map<String, Object>> bindings = required.get(exchange);
        if (bindings == null) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        try {
            Set<Map<String, Object>> missing = new LinkedHashSet<>(bindings);
            missing.removeAll(BrokerDefinitions.bindings(api.bindingsOf(exchange)));
            if (missing.isEmpty()) {
                completeAt.put(exchange, now);
                return Optional.empty();
            }
            return Optional.of(TopologyDrift.notBound(missing.iterator().next()));
        } catch (ManagementApi.AccessRefusedException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }
}
