package io.orderflow.messaging.deadletter;

import io.orderflow.messages.Message;
import io.orderflow.messages.Secret;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Removes the values of {@link Secret} fields from everything that people read. */
final class Secrets {

    static final String MASK = "***";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS = Arrays.stream(Message.class.getPermittedSubclasses())
            .flatMap(Secrets::secretsOf)
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private Secrets() {}

    /**
     * The body for display. Masks every field that is secret in any message, because the body may claim any type. Empty if the
     * body is not a JSON object or array, because secrets can't be found in it.
     */
    static Optional<JsonNode> masked(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            mask(json);
            return json.isContainer() ? Optional.of(json) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static void mask(JsonNode json) {
        if (json instanceof ObjectNode object) {
            FIELDS.stream().filter(object::has).forEach(field -> object.put(field, MASK));
        }
        json.forEach(Secrets::mask);
    }

    /** The text without the message's secrets: an exception may quote the value that it rejects. */
    static String removedFrom(String text, Message message) {
        String clean = text;
        for (String secret : secretsOf(message.getClass())
                .flatMap(component -> spellings(component, message))
                .toList()) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }

    private static Stream<RecordComponent> secretsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).filter(it -> it.isAnnotationPresent(Secret.class));
    }

    private static Stream<String> spellings(RecordComponent component, Message message) {
        try {
            String value = String.valueOf(component.getAccessor().invoke(message));
            String inQuery = URLEncoder.encode(value, StandardCharsets.UTF_8);
            return Stream.of(value, inQuery, inQuery.replace("+", "%20")).filter(it -> !it.isEmpty());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
