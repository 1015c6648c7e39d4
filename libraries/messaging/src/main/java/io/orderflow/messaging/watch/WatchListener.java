package io.orderflow.messaging.watch;

/** Receives the state of the service after each poll. A slow listener delays the others and the next notification. */
@FunctionalInterface
public interface WatchListener {

    void seen(ServiceState state);
}
