package io.orderflow.order.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.order.OrderEvent;
import io.orderflow.order.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;

/** An event as everyone with the order's id may see it: without the e-mail address, the idempotency key and the request hash. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderEventResponse(
        @Schema(example = "PaymentCompleted") String type,
        @Schema(description = "When it happened") Instant at,

        @Schema(description = "When order-service recorded it")
        Instant recordedAt,

        @Schema(example = "message payment.completed 0b6f1a3e-7e0c-4f57-9e0e-2f4c8f1f5d11")
        String cause,

        @Schema(implementation = Map.class, description = "Further fields, depending on the event type")
        @JsonIgnoreProperties({"customerEmail", "idempotencyKey", "requestHash"})
        OrderEvent details) {

    static OrderEventResponse of(RecordedEvent recorded) {
        return new OrderEventResponse(
                recorded.type(), recorded.at(), recorded.recordedAt(), recorded.cause(), recorded.event());
    }
}
