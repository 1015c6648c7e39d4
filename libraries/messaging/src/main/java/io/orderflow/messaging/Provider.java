package io.orderflow.messaging;

import java.time.Duration;

/** An external system in which a consumer has its effects, such as a mail server or a payment gateway. */
public interface Provider {

    /** The provider's name in reports, metrics and alerts. */
    String name();

    /** The longest time that one effect takes, from {@code Permit.awaitStart()} to the answer or the closed connection. */
    Duration longestCall();

    /**
     * How long the provider may take to answer after the effect has arrived. The claim is renewed meanwhile, because only the answer
     * tells whether the effect was made.
     */
    default Duration longestAnswer() {
        return Duration.ZERO;
    }

    /**
     * Checks without any effect whether the provider is available. Returns or throws within seconds.
     *
     * @throws ProviderUnavailableException if the provider is away
     */
    void probe();
}
