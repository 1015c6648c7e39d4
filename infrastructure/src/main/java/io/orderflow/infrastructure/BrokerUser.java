package io.orderflow.infrastructure;

import java.util.Set;

/**
 * A user of the broker. {@code configure}, {@code write} and {@code read} are regular expressions over the names of exchanges and
 * queues.
 */
public record BrokerUser(String name, String password, Set<String> tags, String configure, String write, String read) {

    static BrokerUser administrator(String name, String password) {
        return new BrokerUser(name, password, Set.of("administrator"), ".*", ".*", ".*");
    }

    @Override
    public String toString() {
        return "BrokerUser[" + name + "]";
    }
}
