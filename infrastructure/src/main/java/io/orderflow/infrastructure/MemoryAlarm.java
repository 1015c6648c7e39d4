package io.orderflow.infrastructure;

import java.util.List;

/** How {@code rabbitmqctl} raises and ends the alarm of a broker that is short of memory. */
final class MemoryAlarm {

    private MemoryAlarm() {}

    /**
     * RabbitMQ's own way to stop all publishers: no memory is enough.
     *
     * @param control the {@code rabbitmqctl} to run
     */
    static List<String> command(String control, boolean isShort) {
        return List.of(control, "--quiet", "set_vm_memory_high_watermark", isShort ? "0" : "0.4");
    }
}
