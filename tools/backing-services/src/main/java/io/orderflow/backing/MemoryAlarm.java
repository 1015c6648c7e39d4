package io.orderflow.backing;

import java.util.List;

/** The {@code rabbitmqctl} command that raises and clears a broker's memory alarm. */
final class MemoryAlarm {

    private MemoryAlarm() {}

    /**
     * Sets RabbitMQ's memory limit to zero, so that it blocks all publishers, or back to the default.
     *
     * @param control the {@code rabbitmqctl} to run
     */
    static List<String> command(String control, boolean isShort) {
        return List.of(control, "--quiet", "set_vm_memory_high_watermark", isShort ? "0" : "0.4");
    }
}
