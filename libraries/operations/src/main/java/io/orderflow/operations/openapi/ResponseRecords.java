package io.orderflow.operations.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.messaging.audit.AuditLog;
import io.orderflow.messaging.consumer.ConsumerReport;
import io.orderflow.messaging.consumer.WaitingMessage;
import io.orderflow.messaging.deadletter.DeadLetter;
import io.orderflow.messaging.deadletter.DeadLetterDetails;
import io.orderflow.messaging.outbox.DelayedJob;
import io.orderflow.messaging.provider.ProviderStatus;
import io.orderflow.messaging.status.ServiceState;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Constraint;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Says which fields of an answer are always there, and which may be null. A record without constraints is an answer. Its fields are
 * required, except those that may be null in a record whose nulls are omitted. The constraints of a request's record say the same.
 */
class ResponseRecords implements ModelConverter {

    private static final String NULL = "null";

    /** The fields of the messaging library's records that may be null. */
    private static final Map<Class<?>, Set<String>> NULLABLE = Map.of(
            DeadLetter.class, Set.of("error", "queue", "messageId", "type", "correlationId"),
            DeadLetterDetails.class, Set.of("payload"),
            DelayedJob.class, Set.of("type", "messageId", "correlationId"),
            ConsumerReport.class, Set.of("limitPerSecond", "configuredLimitPerSecond", "oldestAt", "provider"),
            WaitingMessage.class, Set.of("messageId", "type", "correlationId", "since"),
            ProviderStatus.class, Set.of("awaySince", "reason", "throttledUntil"),
            ServiceState.class, Set.of("outbox", "consumers"),
            AuditLog.Action.class, Set.of("reason"));

    private final ObjectMapper types;

    ResponseRecords(ObjectMapper types) {
        this.types = types;
    }

    @Override
    public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = types.constructType(type.getType()).getRawClass();
        if (raw == JsonNode.class || raw == Object.class) {
            return new JsonSchema();
        }
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        if (schema != null && raw.isRecord() && isResponse(raw)) {
            complete(model(schema, context), raw);
        }
        return schema;
    }

    private static boolean isResponse(Class<?> raw) {
        return Arrays.stream(raw.getRecordComponents())
                .flatMap(it -> Arrays.stream(it.getAccessor().getAnnotations()))
                .noneMatch(it -> it.annotationType().isAnnotationPresent(Constraint.class));
    }

    private static Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        if (schema.get$ref() == null) {
            return schema;
        }
        String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        return context.getDefinedModels().get(name);
    }

    private static void complete(Schema<?> model, Class<?> raw) {
        if (model == null || model.getProperties() == null) {
            return;
        }
        JsonInclude include = raw.getAnnotation(JsonInclude.class);
        boolean nullsAreOmitted = include != null && include.value() == JsonInclude.Include.NON_NULL;
        Set<String> required = new TreeSet<>(model.getProperties().keySet());
        for (RecordComponent component : raw.getRecordComponents()) {
            String name = name(component);
            if (isNullable(component) && nullsAreOmitted) {
                required.remove(name);
            } else if (isNullable(component)) {
                model.getProperties().computeIfPresent(name, (key, property) -> orNull(property));
            }
        }
        model.setRequired(List.copyOf(required));
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? component.getName() : property.value();
    }

    private static boolean isNullable(RecordComponent component) {
        return NULLABLE.getOrDefault(component.getDeclaringRecord(), Set.of()).contains(component.getName())
                || Stream.of(
                                component.getAnnotations(),
                                component.getAnnotatedType().getAnnotations())
                        .flatMap(Arrays::stream)
                        .map(Annotation::annotationType)
                        .anyMatch(it -> it.getSimpleName().equals("Nullable"));
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new JsonSchema().anyOf(List.of(property, new JsonSchema().types(Set.of(NULL))));
        }
        if (property.getTypes() != null) {
            property.addType(NULL);
        }
        return property;
    }
}
