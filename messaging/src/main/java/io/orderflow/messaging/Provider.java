package io.orderflow.messaging;

import java.time.Duration;

/** A system outside that a consumer has its effects at: a mail server, a payment gateway. */
public interface Provider {

    /** Its name in reports, metrics and alerts. */
    String name();

    /** How long one effect takes at most, from {@code Permit.awaitStart()} to the answer or the closed connection. */
    Duration longestCall();

    /**
     * Asks whether the provider is there, without any effect. Returns or throws within seconds.
     *
     * @throws ProviderUnavailableException if it is not
     */
    void probe();
}
