package io.orderflow.infrastructure;

import java.util.List;

/** The words by which {@code rabbitmqctl} raises and ends the alarm of a broker that is short of memory. */
final class MemoryAlarm {

    private MemoryAlarm() {}

    /** RabbitMQ's own way to stop all publishers: no memory is enough. */
    static List<String> command(boolean isShort) {
        return List.of("set_vm_memory_high_watermark", isShort ? "0" : "0.4");
    }
}
