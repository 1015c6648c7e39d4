package io.orderflow.messaging.deadletter;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter as it may be shown.
 *
 * @param payload the body with secrets masked; null if it is no JSON, because nobody can tell what is secret in it
 * @param bytes the length of the body
 */
public record DeadLetterDetails(DeadLetter letter, Map<String, Object> headers, JsonNode payload, int bytes) {}
