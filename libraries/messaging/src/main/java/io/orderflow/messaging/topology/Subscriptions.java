package io.orderflow.messaging.topology;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.amqp.AmqpException;
import org.springframework.util.AntPathMatcher;

/**
 * Tells whether all consumers that must get a message are bound to its exchange. The broker itself reports only a message that no
 * queue got; it confirms one that a single queue of two got.
 *
 * <p>Needs {@code orderflow.topology.management}. Without this setting nothing is checked, and neither if the service's account may
 * not read the management API. {@link TopologyDrift} reports the latter.
 */
public class Subscriptions {

    private static final AntPathMatcher KEYS = new AntPathMatcher(".");

    private final ManagementApi api;
    private final Map<String, Set<Map<String, Object>>> required = new HashMap<>();
    private final Set<String> incomplete = ConcurrentHashMap.newKeySet();

    Subscriptions(ManagementApi api, List<Subscriber> subscribers) {
        this.api = api;
        if (api.isConfigured()) {
            subscribers.forEach(it -> required.computeIfAbsent(it.exchange(), exchange -> new LinkedHashSet<>())
                    .addAll(BrokerDefinitions.of(List.of(it.bindings())).bindings()));
        }
    }

    /** The bindings that are missing, by exchange. */
    public record Missing(Map<String, Set<Map<String, Object>>> bindings) {

        /** @return which consumer would not get the message; empty if all would */
        public Optional<String> reasonToWait(String exchange, String key) {
            return bindings.getOrDefault(exchange, Set.of()).stream()
                    .filter(it -> KEYS.match(pattern(it), key))
                    .map(TopologyDrift::notBound)
                    .findFirst();
        }
    }

    private static String pattern(Map<String, Object> binding) {
        return String.valueOf(binding.get("routing_key")).replace("#", "**");
    }

    /**
     * Looks again at those exchanges of which the last look found a binding missing, or failed. So a message is not delayed by a look
     * while all is well.
     *
     * @throws AmqpException if the management API does not answer
     */
    public Missing stillMissing(Collection<String> exchanges) {
        return missing(exchanges.stream().filter(incomplete::contains).toList());
    }

    /**
     * Looks at the bindings of these exchanges now.
     *
     * @throws AmqpException if the management API does not answer
     */
    public Missing missing(Collection<String> exchanges) {
        Map<String, Set<Map<String, Object>>> missing = new HashMap<>();
        for (String exchange : exchanges) {
            if (required.containsKey(exchange)) {
                missing.put(exchange, missing(exchange));
            }
        }
        return new Missing(missing);
    }

    private Set<Map<String, Object>> missing(String exchange) {
        incomplete.add(exchange);
        try {
            Set<Map<String, Object>> missing = new LinkedHashSet<>(required.getOrDefault(exchange, Set.of()));
            missing.removeAll(BrokerDefinitions.bindings(api.bindingsOf(exchange)));
            if (missing.isEmpty()) {
                incomplete.remove(exchange);
            }
            return missing;
        } catch (ManagementApi.AccessRefusedException e) {
            incomplete.remove(exchange);
            return Set.of();
        } catch (IOException e) {
            throw new AmqpException(String.valueOf(e.getMessage()), e);
        }
    }
}
