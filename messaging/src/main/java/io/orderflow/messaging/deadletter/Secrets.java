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

/** Keeps what messages mark as {@link Secret} out of all that people read. */
final class Secrets {

    static final String MASK = "***";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> FIELDS = Arrays.stream(Message.class.getPermittedSubclasses())
            .flatMap(Secrets::secretsOf)
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private Secrets() {}

    /**
     * The body as it may be shown, with every field masked that is secret in any message: whatever type it claims to be.
     * Empty if it is no JSON, because then nobody can tell where a secret begins.
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

    /** The text without the message's secrets: an exception may quote what it could not work with. */
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
