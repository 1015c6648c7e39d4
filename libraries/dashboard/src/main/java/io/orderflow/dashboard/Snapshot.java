package io.orderflow.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.messaging.alert.Alert;
import io.orderflow.messaging.outbox.Backlog;
import io.orderflow.messaging.provider.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows for one moment. Unknown values are null.
 *
 * @param brokerUp whether any service reaches the broker
 * @param latest the newest orders; null unless the reader is an operator
 */
record Snapshot(
        Instant at,
        @Nullable Boolean brokerUp,
        OrdersView orders,
        List<ServiceView> services,
        List<Alert> alerts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<?> latest) {

    /** @param acceptedPerSecond orders placed in all replicas, as a mean of the last five seconds */
    record OrdersView(@Nullable Double acceptedPerSecond) {}

    /**
     * @param databaseUp whether the service reaches its database; null if it does not say
     * @param ops the path under which this service accepts operators' requests for it
     */
    record ServiceView(
            String name,
            boolean up,
            @Nullable Boolean databaseUp,
            String ops,
            @Nullable Backlog outbox,
            List<ConsumerView> consumers) {}

    /**
     * @param queues messages that wait in each lane
     * @param postponed messages that wait as delayed jobs because the provider throttles
     * @param provider the external system that the consumer needs; null if it needs none
     * @param inPerSecond as a mean of the last ten seconds, like the other rates
     * @param limitUsed the used share of the limit; 1 for all of it
     */
    record ConsumerView(
            String name,
            @Nullable Boolean paused,
            @Nullable Integer limitPerSecond,
            @Nullable Integer configuredLimitPerSecond,
            @Nullable Integer replicas,
            @Nullable Map<String, Long> queues,
            @Nullable Integer inFlight,
            @Nullable Long retry,
            @Nullable Long postponed,
            @Nullable Long dead,
            @Nullable Double inPerSecond,
            @Nullable Double outPerSecond,
            @Nullable Double retriedPerSecond,
            @Nullable Double oldestSeconds,
            @Nullable Double limitUsed,
            @Nullable ProviderView provider) {

        /** A consumer whose service does not report: only the broker's queue sizes are known. */
        static ConsumerView unknown(String name, @Nullable Map<String, Long> queues) {
            return new ConsumerView(
                    name, null, null, null, null, queues, null, null, null, null, null, null, null, null, null, null);
        }

        /** Messages that wait in all lanes; null if unknown. */
        @Nullable
        Double depth() {
            return queues == null || queues.isEmpty()
                    ? null
                    : (double)
                            queues.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Omits why a provider counts as unavailable: the reason may reveal addresses, and the page needs no login.
     *
     * @param awaySeconds how long the provider has been unavailable; null while it is available
     * @param throttledSeconds how long the provider still wants no messages; null if it did not ask for a pause
     */
    record ProviderView(
            String name,
            @Nullable Double awaySeconds,
            @Nullable Double throttledSeconds) {

        static @Nullable ProviderView of(@Nullable ProviderStatus status, Instant now) {
            return status == null
                    ? null
                    : new ProviderView(
                            status.provider(), seconds(status.awaySince(), now), seconds(now, status.throttledUntil()));
        }

        private static @Nullable Double seconds(@Nullable Instant start, @Nullable Instant end) {
            return start == null || end == null
                    ? null
                    : Math.max(0, Duration.between(start, end).toMillis() / 1000.0);
        }
    }

    Snapshot withLatest(List<?> newest) {
        return new Snapshot(at, brokerUp, orders, services, alerts, newest);
    }
}
