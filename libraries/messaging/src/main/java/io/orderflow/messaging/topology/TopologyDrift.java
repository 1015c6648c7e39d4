package io.orderflow.messaging.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Compares what the broker has with what this service declares: exchanges, queues, bindings and their arguments, and the bindings of
 * its subscribers. A policy changes how a queue or an exchange works, so a policy that the settings do not name differs, too.
 *
 * <p>Needs {@code orderflow.topology.management}. Without this setting, nothing is compared.
 */
public class TopologyDrift {

    private final ManagementApi api;
    private final BrokerDefinitions declared;
    private final Set<String> policies;

    /** @param policies those that may apply */
    TopologyDrift(ManagementApi api, BrokerDefinitions declared, Set<String> policies) {
        this.api = api;
        this.declared = declared;
        this.policies = policies;
    }

    /**
     * Looks at the broker now.
     *
     * @return one phrase for each difference
     * @throws UncheckedIOException if the management API does not answer
     */
    public List<String> look() {
        if (!api.isConfigured()) {
            return List.of();
        }
        try {
            List<String> differences = new ArrayList<>();
            compare("exchange", declared.exchanges(), api.list("exchanges"), differences);
            compare("queue", declared.queues(), api.list("queues"), differences);
            compareBindings(BrokerDefinitions.bindings(api.list("bindings")), differences);
            return differences;
        } catch (ManagementApi.AccessRefusedException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String kind, Set<Map<String, Object>> declared, JsonNode found, List<String> differences) {
        for (Map<String, Object> entry : declared) {
            String name = kind + " " + entry.get("name");
            JsonNode same = found.valueStream()
                    .filter(it -> it.path("name").asString("").equals(entry.get("name")))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                differences.add(name + " is missing");
                continue;
            }
            if (!BrokerDefinitions.entry(same, entry.keySet()).equals(entry)) {
                differences.add(name + " has other properties or arguments");
            }
            for (String policy : List.of("policy", "operator_policy")) {
                String policyName = same.path(policy).asString("");
                if (!policyName.isEmpty() && !policies.contains(policyName)) {
                    differences.add(name + " has the policy " + policyName);
                }
            }
        }
    }

    private void compareBindings(Set<Map<String, Object>> found, List<String> differences) {
        declared.bindings().stream()
                .filter(it -> !found.contains(it))
                .map(TopologyDrift::notBound)
                .forEach(differences::add);
        Set<Object> own = declared.queues().stream().map(it -> it.get("name")).collect(Collectors.toSet());
        found.stream()
                .filter(it -> own.contains(it.get("destination")))
                .filter(it ->
                        !"".equals(it.get("source")) && !declared.bindings().contains(it))
                .map(it -> "queue %s is also bound to exchange %s with key %s"
                        .formatted(it.get("destination"), it.get("source"), it.get("routing_key")))
                .forEach(differences::add);
    }

    static String notBound(Map<String, Object> binding) {
        return "queue %s is not bound to exchange %s with key %s"
                .formatted(binding.get("destination"), binding.get("source"), binding.get("routing_key"));
    }
}
