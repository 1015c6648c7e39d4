package io.orderflow.launcher;

import io.orderflow.backing.BrokerUser;
import io.orderflow.backing.BrokerUser.TopicPermission;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The broker's users and their permissions, read from {@code deploy/rabbitmq/users.json}, which is their only definition. The file
 * contains no passwords.
 */
final class BrokerUsers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BrokerUsers() {}

    static List<BrokerUser> read(Path file, Function<String, String> passwords) {
        JsonNode root = JSON.readTree(file);
        return elements(root.path("permissions"))
                .map(permission -> user(root, permission, passwords))
                .toList();
    }

    private static BrokerUser user(JsonNode root, JsonNode permission, Function<String, String> passwords) {
        String name = permission.path("user").asString();
        return new BrokerUser(
                name,
                passwords.apply(name),
                tags(root, name),
                permission.path("configure").asString(),
                permission.path("write").asString(),
                permission.path("read").asString(),
                topics(root, name));
    }

    private static List<TopicPermission> topics(JsonNode root, String name) {
        return elements(root.path("topic_permissions"))
                .filter(it -> it.path("user").asString().equals(name))
                .map(it -> new TopicPermission(
                        it.path("exchange").asString(),
                        it.path("write").asString(),
                        it.path("read").asString()))
                .toList();
    }

    private static Set<String> tags(JsonNode root, String name) {
        return elements(root.path("users"))
                .filter(user -> user.path("name").asString().equals(name))
                .flatMap(user -> Arrays.stream(user.path("tags").asString().split(",")))
                .filter(tag -> !tag.isBlank())
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
