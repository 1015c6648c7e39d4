package io.orderflow.messaging.status;

/** Receives the state of the service after each poll. A slow listener delays the others and the next notification. */
@FunctionalInterface
public interface StatusListener {

    void seen(ServiceState state);
}
