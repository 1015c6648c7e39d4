package io.orderflow.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A dead letter as its service reports it. */
record DeadLetter(
        UUID id,
        String consumer,
        Instant diedAt,
        String reason,
        String error,
        int attempts,
        int redriven,
        String queue,
        String messageId,
        String type,
        String correlationId) {

    /** @param next where the next page begins; null for the last page */
    record Page(List<DeadLetter> items, @Nullable String next) {}

    /** @param payload with its secrets masked; null if it is not JSON */
    record Details(
            DeadLetter letter,
            Map<String, JsonNode> headers,
            @Nullable JsonNode payload,
            int bytes) {}
}
