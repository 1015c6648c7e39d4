package io.orderflow.messaging.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer's provider, shared by all replicas.
 *
 * @param awaySince null while the provider is available
 * @param reason why the provider counts as away; null while it is available
 * @param throttledUntil when the pause ends that the provider asked for; null if it asked for none
 */
public record ProviderStatus(
        String provider,
        @Nullable Instant awaySince,
        @Nullable String reason,
        @Nullable Instant throttledUntil) {

    public boolean isAway() {
        return awaySince != null;
    }

    static ProviderStatus available(String provider) {
        return new ProviderStatus(provider, null, null, null);
    }
}
