package io.orderflow.backing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The users of a broker as RabbitMQ definitions. A broker that loads definitions at boot does not create {@code guest}. */
final class BrokerDefinitions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BrokerDefinitions() {}

    static String of(List<BrokerUser> users) {
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(Map.of(
                        "vhosts", List.of(Map.of("name", "/")),
                        "users", users.stream().map(BrokerDefinitions::user).toList(),
                        "permissions",
                                users.stream()
                                        .map(BrokerDefinitions::permission)
                                        .toList(),
                        "topic_permissions",
                                users.stream()
                                        .flatMap(BrokerDefinitions::topicPermissions)
                                        .toList()));
    }

    /** Uses {@code password} and not a hash, which could be outdated after a restart with a new password. The file is private. */
    private static Map<String, Object> user(BrokerUser user) {
        return Map.of(
                "name", user.name(),
                "password", user.password(),
                "tags", String.join(",", user.tags()));
    }

    private static Map<String, Object> permission(BrokerUser user) {
        return Map.of(
                "user", user.name(),
                "vhost", "/",
                "configure", user.configure(),
                "write", user.write(),
                "read", user.read());
    }

    private static Stream<Map<String, Object>> topicPermissions(BrokerUser user) {
        return user.topics().stream()
                .map(it -> Map.of(
                        "user", user.name(),
                        "vhost", "/",
                        "exchange", it.exchange(),
                        "write", it.write(),
                        "read", it.read()));
    }
}
