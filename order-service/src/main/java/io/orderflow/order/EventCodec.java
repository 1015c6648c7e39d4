package io.orderflow.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Converts events to JSON and back. Uses its own mapper, so settings of the web API's mapper can't change stored events. */
final class EventCodec {

    private static final Map<String, Class<?>> TYPES = Arrays.stream(OrderEvent.class.getPermittedSubclasses())
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private EventCodec() {}

    static String type(OrderEvent event) {
        return event.getClass().getSimpleName();
    }

    static String write(OrderEvent event) {
        return JSON.writeValueAsString(event);
    }

    static OrderEvent read(String type, String data) {
        Class<?> known = TYPES.get(type);
        if (known == null) {
            throw new IllegalStateException(
                    "the history has an event '%s', which this release does not know".formatted(type));
        }
        return (OrderEvent) JSON.readValue(data, known);
    }
}
