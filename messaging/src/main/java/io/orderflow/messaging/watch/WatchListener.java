package io.orderflow.messaging.watch;

/** Is told at each look what was seen. What it takes its time for holds up the next look. */
@FunctionalInterface
public interface WatchListener {

    void seen(ServiceState state);
}
