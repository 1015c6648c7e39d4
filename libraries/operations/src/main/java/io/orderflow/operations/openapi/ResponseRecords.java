package io.orderflow.operations.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Constraint;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says which fields of an answer are always there, and which may be null. A record without constraints is an answer. Its fields are
 * required, except those that may be null in a record whose nulls are omitted. The constraints of a request's record say the same.
 */
class ResponseRecords implements ModelConverter {

    private static final String NULL = "null";

    private final ObjectMapper types;

    ResponseRecords(ObjectMapper types) {
        this.types = types;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
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

    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        if (schema.get$ref() == null) {
            return schema;
        }
        String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        return context.getDefinedModels().get(name);
    }

    private static void complete(@Nullable Schema<?> model, Class<?> raw) {
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
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
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
