package io.orderflow.backing;

import java.util.List;
import java.util.Set;

/**
 * A user of the broker. {@code configure}, {@code write} and {@code read} are regular expressions for the names of exchanges and
 * queues.
 *
 * @param topics the routing keys that the user may use at topic exchanges; all keys at an exchange that is not listed
 */
public record BrokerUser(
        String name,
        String password,
        Set<String> tags,
        String configure,
        String write,
        String read,
        List<TopicPermission> topics) {

    /** {@code write} and {@code read} are regular expressions for the routing keys of messages and of bindings. */
    public record TopicPermission(String exchange, String write, String read) {}

    public BrokerUser {
        topics = List.copyOf(topics);
    }

    static BrokerUser administrator(String name, String password) {
        return new BrokerUser(name, password, Set.of("administrator"), ".*", ".*", ".*", List.of());
    }

    @Override
    public String toString() {
        return "BrokerUser[" + name + "]";
    }
}
