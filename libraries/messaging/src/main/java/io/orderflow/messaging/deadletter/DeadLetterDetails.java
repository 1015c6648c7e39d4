package io.orderflow.messaging.deadletter;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter with its headers and body, safe to show to operators.
 *
 * @param payload the body with secrets masked; null if the body is not JSON, because secrets can't be found in it, or too large
 * @param bytes the length of the body, even if only its first bytes are stored
 */
public record DeadLetterDetails(
        DeadLetter letter,
        Map<String, Object> headers,
        @Nullable JsonNode payload,
        int bytes) {}
