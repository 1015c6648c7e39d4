package io.orderflow.messaging.status;

import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.outbox.Backlog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of this service. An unknown value is null.
 *
 * @param at now; the values were read in the seconds before
 * @param outbox null while the database is away
 * @param consumers null while the broker or the database is away
 * @param topologyDrift how the broker's topology differs from what this service declares, one phrase for each difference; null while
 *     the management API does not answer
 */
public record ServiceState(
        Instant at,
        @Nullable Backlog outbox,
        @Nullable List<ConsumerReport> consumers,
        @Nullable List<String> topologyDrift) {}
