package io.orderflow.messaging.provider;

import io.orderflow.messaging.Provider;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The circuit breakers of a service, one for each consumer that has a provider. */
public class ProviderBreakers {

    private final ProviderStatusRepository statuses;
    private final Map<String, ProviderBreaker> breakers = new ConcurrentHashMap<>();

    ProviderBreakers(JdbcClient jdbc) {
        this.statuses = new ProviderStatusRepository(jdbc);
    }

    public ProviderBreaker of(String consumer, Provider provider) {
        return breakers.computeIfAbsent(consumer, name -> new ProviderBreaker(name, provider, statuses));
    }

    /** The shared state by consumer. Consumers without a provider are missing. */
    public Map<String, ProviderStatus> statuses() {
        Map<String, String> names = breakers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().providerName()));
        Map<String, ProviderStatus> all = statuses.all(names);
        names.forEach((consumer, name) -> all.putIfAbsent(consumer, ProviderStatus.available(name)));
        all.keySet().retainAll(names.keySet());
        return all;
    }

    /** Reads the shared state. Call this twice a second. */
    public void follow() {
        if (!breakers.isEmpty()) {
            long asked = System.nanoTime();
            Map<String, ProviderStatus> all = statuses();
            breakers.forEach((consumer, breaker) -> breaker.follow(Objects.requireNonNull(all.get(consumer)), asked));
        }
    }

    /** Probes the providers that are away. Call this twice a second from a separate thread, because a probe may block. */
    public void probe() {
        breakers.values().forEach(ProviderBreaker::probe);
    }
}
