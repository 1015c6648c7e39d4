package io.orderflow.messaging.topology;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The exchanges, queues and bindings that a service declares, in the format of the definitions that RabbitMQ loads at boot. If
 * the broker has them from the start, no message is lost before a consumer runs for the first time.
 */
public record BrokerDefinitions(
        Set<Map<String, Object>> exchanges, Set<Map<String, Object>> queues, Set<Map<String, Object>> bindings) {

    private static final String VHOST = "/";
    private static final TypeReference<Set<Map<String, Object>>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final Set<String> BINDING =
            Set.of("source", "vhost", "destination", "destination_type", "routing_key", "arguments");

    public static BrokerDefinitions of(Collection<Declarables> declared) {
        BrokerDefinitions all =
                new BrokerDefinitions(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        declared.forEach(some -> some.getDeclarables().forEach(all::add));
        return all;
    }

    /** Reads a definitions file. */
    public static BrokerDefinitions in(Path file) {
        JsonMapper json = JsonMapper.shared();
        JsonNode given = json.readTree(file);
        return new BrokerDefinitions(
                json.convertValue(given.get("exchanges"), ENTRIES),
                json.convertValue(given.get("queues"), ENTRIES),
                json.convertValue(given.get("bindings"), ENTRIES));
    }

    /** Reads bindings as the broker's management API lists them. */
    static Set<Map<String, Object>> bindings(JsonNode listed) {
        return listed.valueStream().map(it -> entry(it, BINDING)).collect(Collectors.toSet());
    }

    /** These fields of an entry that the broker's management API lists. */
    static Map<String, Object> entry(JsonNode listed, Set<String> fields) {
        Map<String, Object> entry = new HashMap<>(JsonMapper.shared().convertValue(listed, FIELDS));
        entry.keySet().retainAll(fields);
        entry.put("vhost", VHOST);
        return entry;
    }

    public Set<Map<String, Object>> bindingsOf(String exchange) {
        return bindings.stream().filter(it -> exchange.equals(it.get("source"))).collect(Collectors.toSet());
    }

    /** The declared entries that a definitions file lacks or defines differently. */
    public Set<Map<String, Object>> missingFrom(Path file) {
        BrokerDefinitions given = in(file);
        Set<Map<String, Object>> missing = new LinkedHashSet<>();
        missing.addAll(exchanges);
        missing.addAll(queues);
        missing.addAll(bindings);
        missing.removeAll(given.exchanges);
        missing.removeAll(given.queues);
        missing.removeAll(given.bindings);
        return missing;
    }

    private void add(Declarable declarable) {
        if (declarable instanceof Exchange it) {
            exchanges.add(Map.of(
                    "name", it.getName(),
                    "vhost", VHOST,
                    "type", it.getType(),
                    "durable", it.isDurable(),
                    "auto_delete", it.isAutoDelete(),
                    "internal", it.isInternal(),
                    "arguments", it.getArguments()));
        } else if (declarable instanceof Queue it) {
            queues.add(Map.of(
                    "name", it.getName(),
                    "vhost", VHOST,
                    "durable", it.isDurable(),
                    "auto_delete", it.isAutoDelete(),
                    "arguments", it.getArguments()));
        } else if (declarable instanceof Binding it) {
            bindings.add(Map.of(
                    "source", it.getExchange(),
                    "vhost", VHOST,
                    "destination", it.getDestination(),
                    "destination_type", "queue",
                    "routing_key", it.getRoutingKey(),
                    "arguments", it.getArguments()));
        } else {
            throw new IllegalArgumentException("not known to RabbitMQ's definitions: " + declarable);
        }
    }
}
