package io.orderflow.messaging.provider;

import java.time.Instant;

/**
 * How the provider of a consumer is doing, as all replicas see it.
 *
 * @param awaySince null while it is there
 * @param reason why it counts as away; null while it is there
 * @param throttledUntil until when it wants no message; null if it did not ask for a pause
 */
public record ProviderStatus(String provider, Instant awaySince, String reason, Instant throttledUntil) {

    public boolean isAway() {
        return awaySince != null;
    }

    static ProviderStatus available(String provider) {
        return new ProviderStatus(provider, null, null, null);
    }
}
